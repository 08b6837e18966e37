import type { z } from 'zod';
import { usage } from './failures.ts';
import { findProfile, type Profile, type Profiles } from './profiles.ts';
import { ApiKeyText, ServerUrl } from './texts.ts';

/** Where a server listens when nobody says otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:4650';

/** The server that a command asks, and as whom. */
export interface Target {
  readonly url: string;
  /** What said so, for messages: `--url`, `INTARSIA_URL`, `profile live`, `default`. */
  readonly url_from: string;
  readonly api_key?: string;
  readonly key_from?: string;
  readonly profile?: string;
}

/** What was said about the server, by flag and in the environment. */
export interface Said {
  readonly flags: { readonly url?: string; readonly api_key?: string; readonly profile?: string };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Read only when flags and environment leave something open. */
  profiles(): Profiles;
}

interface Source {
  readonly from: string;
  readonly url?: string;
  readonly api_key?: string;
  readonly profile?: string;
}

/**
 * Flags win over the environment, and the environment over the profile. A profile named by `--profile`
 * is as good as a flag. A profile's key goes to that profile's server and to no other one.
 */
export function resolveTarget(said: Said): Target {
  const sources = sourcesOf(said);
  const url = sources.find((source) => source.url !== undefined);
  const address = url?.url ?? DEFAULT_URL;
  const key = sources.find(
    (source) => source.api_key !== undefined && (!source.profile || source.url === address),
  );
  const profile = url?.profile ?? key?.profile;
  return {
    url: address,
    url_from: url?.from ?? 'default',
    ...(key?.api_key === undefined ? {} : { api_key: key.api_key, key_from: key.from }),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** A text from a flag or a variable, checked; an empty one is one that was not given. */
export function given<T>(name: string, text: string | undefined, schema: z.ZodType<T>) {
  if (text === undefined || text === '') return undefined;
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw usage(`${name}: ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
}

function sourcesOf({ flags, env, profiles }: Said): Source[] {
  const flagged = [
    source('--url', { url: given('--url', flags.url, ServerUrl) }),
    source('--api-key', { api_key: given('--api-key', flags.api_key, ApiKeyText) }),
  ];
  const named = flags.profile;
  if (named !== undefined) flagged.push(profileSource(named, findProfile(profiles(), named)));
  const surroundings = [
    source('INTARSIA_URL', { url: given('INTARSIA_URL', env.INTARSIA_URL, ServerUrl) }),
    source('INTARSIA_API_KEY', {
      api_key: given('INTARSIA_API_KEY', env.INTARSIA_API_KEY, ApiKeyText),
    }),
  ];
  const sources = [...flagged, ...surroundings];
  const isComplete = (['url', 'api_key'] as const).every((part) =>
    sources.some((one) => one[part] !== undefined),
  );
  return isComplete ? sources : [...sources, ...usualProfile(profiles(), env.INTARSIA_PROFILE)];
}

function usualProfile(profiles: Profiles, named: string | undefined): Source[] {
  const name = named || profiles.current;
  return name === null ? [] : [profileSource(name, findProfile(profiles, name))];
}

function profileSource(name: string, { url, api_key }: Profile): Source {
  return { from: `profile ${name}`, url, api_key, profile: name };
}

function source(from: string, parts: { url?: string | undefined; api_key?: string | undefined }) {
  const { url, api_key } = parts;
  return {
    from,
    ...(url === undefined ? {} : { url }),
    ...(api_key === undefined ? {} : { api_key }),
  };
}
