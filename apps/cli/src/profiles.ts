import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Failure, usage } from './failures.ts';
import { ApiKeyText, ServerUrl } from './texts.ts';

/** A server and the key it is asked with. */
const Profile = z.object({ url: ServerUrl, api_key: ApiKeyText }, 'must be an object');
export type Profile = z.infer<typeof Profile>;

/** What a profile may be called. */
export const ProfileName = z
  .string('must be a name')
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'must be letters, digits, dots, dashes and underscores');

const ProfileFile = z.object(
  {
    current: ProfileName.nullable(),
    profiles: z.record(ProfileName, Profile, 'must be an object'),
  },
  'must be an object',
);

/** The servers that this person works with, and which one is meant when none is named. */
export interface Profiles {
  readonly current: string | null;
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** The file that profiles are kept in. It holds secrets, so it is the owner's alone. */
export interface ProfileStore {
  readonly file: string;
  /** No file is the same as no profiles. Throws a `Failure` for a file that can not be read. */
  read(): Profiles;
  write(profiles: Profiles): void;
  /** Others on this machine could read the file. */
  isExposed(): boolean;
}

/** Profiles in a folder, which is made when something is written. */
export function openProfiles(folder: string): ProfileStore {
  const file = path.join(folder, 'profiles.json');
  return {
    file,
    read: () => parseProfiles(file, textOf(file)),
    write: (profiles) => replaceFile(file, textOfProfiles(profiles)),
    isExposed: () => process.platform !== 'win32' && (modeOf(file) & 0o077) !== 0,
  };
}

/** The profiles with one more, or with another server under a name; the first one is the current one. */
export function withProfile(from: Profiles, name: string, profile: Profile): Profiles {
  return { current: from.current ?? name, profiles: new Map(from.profiles).set(name, profile) };
}

/** The profiles without one. No other one takes its place as the current one. */
export function withoutProfile(from: Profiles, name: string): Profiles {
  findProfile(from, name);
  const profiles = new Map(from.profiles);
  profiles.delete(name);
  return { current: from.current === name ? null : from.current, profiles };
}

/** A profile by its name; throws when there is none, and says which there are. */
export function findProfile({ profiles }: Profiles, name: string): Profile {
  const profile = profiles.get(name);
  if (profile) return profile;
  const names = [...profiles.keys()].sort().join(', ');
  throw usage(
    `There is no profile ${JSON.stringify(name)}.`,
    names === '' ? 'Make one with `intarsia login`.' : `There is: ${names}.`,
  );
}

function parseProfiles(file: string, text: string | undefined): Profiles {
  if (text === undefined) return { current: null, profiles: new Map() };
  const parsed = ProfileFile.safeParse(parsedText(file, text));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path: at, message }) => `${at.join('.') || 'it'}: ${message}`,
    );
    throw badFile(file, 'does not look like a profile file', faults);
  }
  return {
    current: parsed.data.current,
    profiles: new Map(Object.entries(parsed.data.profiles)),
  };
}

function parsedText(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badFile(file, 'is not JSON', [error instanceof Error ? error.message : String(error)]);
  }
}

function badFile(file: string, what: string, faults: readonly string[]): Failure {
  return new Failure('failure', `${file} ${what}.`, {
    hints: [...faults, 'Mend it, or move it away and run `intarsia login` again.'],
  });
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Failure('failure', `${file} can not be read.`, {
      hints: [error instanceof Error ? error.message : String(error)],
      cause: error,
    });
  }
}

function textOfProfiles({ current, profiles }: Profiles): string {
  return `${JSON.stringify({ current, profiles: Object.fromEntries(profiles) }, null, 2)}\n`;
}

/** Writes beside and renames, so that a crash leaves the old file or the new one; for the owner alone. */
export function replaceFile(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, text, { mode: 0o600 });
    chmodSync(beside, 0o600);
    renameSync(beside, file);
  } catch (error) {
    throw new Failure('failure', `${file} can not be written.`, {
      hints: [error instanceof Error ? error.message : String(error)],
      cause: error,
    });
  }
}

function modeOf(file: string): number {
  try {
    return statSync(file).mode;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
