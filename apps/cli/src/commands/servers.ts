import { z } from 'zod';
import { arg, flag, machineCommand } from '../command.ts';
import { findProfile, type Profiles, withoutProfile } from '../profiles.ts';
import { keyIdOf } from '../texts.ts';
import { type Column, table } from '../views/table.ts';

const name = arg('Name of the profile', z.string().min(1, 'must not be empty'));

/** A profile without its secret. */
interface ShownProfile {
  readonly name: string;
  readonly url: string;
  readonly key_id: string;
  readonly current: boolean;
}

const columns: readonly Column<ShownProfile>[] = [
  { title: '', of: ({ current }) => (current ? '◆' : '') },
  { title: 'Name', of: ({ name }) => name },
  { title: 'Server', of: ({ url }) => url },
  { title: 'Key', of: ({ key_id }) => key_id, optional: true },
];

export const serversCommands = [
  machineCommand({
    name: 'servers list',
    summary: 'List the servers that you work with',
    run: async ({ profiles, print, note }) => {
      const shown = shownProfiles(profiles.read());
      const view = table(columns);
      await print(shown, (rows, paint) => (rows.length > 0 ? view(rows, paint) : ''));
      note(shown.length === 0 ? 'No profiles. Make one with `intarsia login`.' : profiles.file);
    },
  }),
  machineCommand({
    name: 'servers use',
    summary: 'Choose the profile that is meant when none is named',
    args: { name },
    run: async ({ profiles, print }, { name }) => {
      const before = profiles.read();
      const { url, api_key } = findProfile(before, name);
      profiles.write({ ...before, current: name });
      const shown = { name, url, key_id: keyIdOf(api_key), current: true };
      await print(shown, () => `${name} is the current profile.`);
    },
  }),
  machineCommand({
    name: 'servers remove',
    summary: 'Forget a server and its key',
    args: { name },
    options: { yes: flag('Remove without asking') },
    run: async ({ profiles, print, confirm }, { name, yes }) => {
      const after = withoutProfile(profiles.read(), name);
      await confirm(`Forget the profile ${name} and its key?`, yes);
      profiles.write(after);
      await print({ name, removed: true }, () => `Removed the profile ${name}.`);
    },
  }),
];

function shownProfiles({ current, profiles }: Profiles): ShownProfile[] {
  return [...profiles]
    .map(([name, { url, api_key }]) => ({
      name,
      url,
      key_id: keyIdOf(api_key),
      current: name === current,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
