import { arg, machineCommand } from '../command.ts';
import { Failure } from '../failures.ts';
import type { Io } from '../io.ts';
import { ProfileName, withProfile } from '../profiles.ts';
import { DEFAULT_URL, given } from '../target.ts';
import { ApiKeyText, keyIdOf, ServerUrl } from '../texts.ts';
import { plain } from '../views/text.ts';

export const loginCommands = [
  machineCommand({
    name: 'login',
    summary: 'Keep a server and its API key as a profile',
    args: { name: arg('What to call it', ProfileName.default('default')) },
    examples: [
      'login',
      'login staging --url https://pay.example.com',
      'INTARSIA_API_KEY=id:secret intarsia login ci',
    ],
    run: async (io, { name }) => {
      const url = given('--url', await urlOf(io), ServerUrl) ?? DEFAULT_URL;
      const api_key = given('--api-key', await keyOf(io), ApiKeyText);
      if (api_key === undefined) throw noKey();
      await tryOut(io, { url, api_key });
      const before = io.profiles.read();
      io.profiles.write({ ...withProfile(before, name, { url, api_key }), current: name });
      const shown = { name, url, key_id: keyIdOf(api_key), current: true };
      await io.print(
        shown,
        () => `Kept ${plain(url)} as the profile ${name}, now the current one.`,
      );
    },
  }),
];

/** A key that does not work is not kept. */
async function tryOut(io: Io, login: { url: string; api_key: string }): Promise<void> {
  const target = { ...login, url_from: '--url', key_from: 'as given' };
  const { api, explain } = io.connect(target);
  await api.users.list.query({ limit: 1 }).catch((error: unknown) => {
    throw explain(error);
  });
}

async function urlOf(io: Io): Promise<string | undefined> {
  if (io.given.url || !io.interactive) return io.given.url;
  return io.ask(`Server (${DEFAULT_URL}): `);
}

async function keyOf(io: Io): Promise<string | undefined> {
  if (io.given.api_key || !io.interactive) return io.given.api_key;
  return io.ask('API key (id:secret, not shown): ', { secret: true });
}

function noKey(): Failure {
  return new Failure('usage', 'No API key was given.', {
    hints: ['Set INTARSIA_API_KEY=id:secret, or run this at a terminal, which asks for it.'],
  });
}
