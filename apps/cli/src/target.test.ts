import { expect, test } from 'vitest';
import type { Profile, Profiles } from './profiles.ts';
import { DEFAULT_URL, resolveTarget, type Said } from './target.ts';

const staging: Profile = { url: 'https://staging.example', api_key: 'staging:s' };
const live: Profile = { url: 'https://live.example', api_key: 'live:s' };

function target({
  flags = {},
  env = {},
  current = 'staging',
}: Partial<Said> & { current?: string | null }) {
  const profiles: Profiles = { current, profiles: new Map(Object.entries({ staging, live })) };
  const { url, api_key, profile } = resolveTarget({ flags, env, profiles: () => profiles });
  return [url, api_key, profile];
}

test.each([
  ['nothing said: the current profile', {}, [staging.url, 'staging:s', 'staging']],
  ['no current profile: the usual address', { current: null }, [DEFAULT_URL, undefined, undefined]],
  [
    'INTARSIA_PROFILE over the current one',
    { env: { INTARSIA_PROFILE: 'live' } },
    [live.url, 'live:s', 'live'],
  ],
  [
    'the environment over profiles',
    { env: { INTARSIA_URL: 'http://env', INTARSIA_API_KEY: 'env:s', INTARSIA_PROFILE: 'live' } },
    ['http://env', 'env:s', undefined],
  ],
  [
    'flags over the environment',
    {
      flags: { url: 'http://flag', api_key: 'flag:s' },
      env: { INTARSIA_URL: 'http://env', INTARSIA_API_KEY: 'env:s' },
    },
    ['http://flag', 'flag:s', undefined],
  ],
  [
    '--profile over the environment',
    {
      flags: { profile: 'live' },
      env: { INTARSIA_URL: 'http://env', INTARSIA_API_KEY: 'env:s', INTARSIA_PROFILE: 'staging' },
    },
    [live.url, 'live:s', 'live'],
  ],
  [
    '--api-key at the server of a profile',
    { flags: { profile: 'live', api_key: 'flag:s' } },
    [live.url, 'flag:s', 'live'],
  ],
  [
    'a key from the environment at the server of the current profile',
    { env: { INTARSIA_API_KEY: 'env:s' } },
    [staging.url, 'env:s', 'staging'],
  ],
  [
    "no profile's key at another server",
    { flags: { url: 'https://elsewhere.example' } },
    ['https://elsewhere.example', undefined, undefined],
  ],
  [
    "a profile's key at its own server, however that was named",
    { env: { INTARSIA_URL: `${staging.url}/` } },
    [staging.url, 'staging:s', 'staging'],
  ],
  [
    'empty variables as absent ones',
    { env: { INTARSIA_URL: '' } },
    [staging.url, 'staging:s', 'staging'],
  ],
])('the target is %s', (_, said, expected) => {
  const found = target(said);

  expect(found).toEqual(expected);
});

test('profiles are not read when flags and environment say everything', () => {
  const said: Said = {
    flags: { url: 'http://flag' },
    env: { INTARSIA_API_KEY: 'env:s' },
    profiles: () => {
      throw new Error('read');
    },
  };

  const found = resolveTarget(said);

  expect(found.url).toBe('http://flag');
});

test.each([
  ['an unknown profile', { flags: { profile: 'nope' } }, 'nope'],
  ['an unknown profile in the environment', { env: { INTARSIA_PROFILE: 'nope' } }, 'nope'],
  ['a URL that is none', { flags: { url: 'localhost:4650' } }, '--url'],
  ['a URL with credentials', { env: { INTARSIA_URL: 'http://a:b@host' } }, 'INTARSIA_URL'],
  ['a key without its secret', { env: { INTARSIA_API_KEY: 'only-an-id' } }, 'INTARSIA_API_KEY'],
])('%s is a usage error that names it', (_, said, named) => {
  const resolve = () => target(said);

  expect(resolve).toThrow(expect.objectContaining({ outcome: 'usage' }));
  expect(resolve).toThrow(named);
});
