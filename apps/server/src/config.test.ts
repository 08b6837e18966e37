import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, isLoopback, readConfig } from './config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const key_id = '018051aa-f7a9-7000-8000-000000000001';
const link_key = '018051aa-f7a9-7000-8000-000000000002';
const trio = {
  INTARSIA_SANDBOX_KEY_ID: key_id,
  INTARSIA_SANDBOX_KEY_SECRET: 'a-secret-for-ci-runs',
  INTARSIA_SANDBOX_LINK_KEY: link_key,
};

test('nothing has to be set', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4650,
    public_url: undefined,
    trust_proxy: false,
    data_dir: path.resolve('.intarsia'),
    database_url: path.resolve('.intarsia/intarsia.db'),
    master_key: { data_dir: path.resolve('.intarsia') },
    sandbox: undefined,
    seed: undefined,
    scenarios_dir: undefined,
    metrics_token: undefined,
    log_level: 'info',
    unknown: [],
  });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ INTARSIA_PORT: '', INTARSIA_MASTER_KEY: '' })).toEqual(readConfig({}));
});

test.each([
  [{ INTARSIA_HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
  [{ INTARSIA_HOST: '::1' }, { host: '::1' }],
  [{ INTARSIA_PORT: '0' }, { port: 0 }],
  [{ INTARSIA_PORT: '65535' }, { port: 65_535 }],
  [
    { INTARSIA_PUBLIC_URL: 'https://pay.example/base/' },
    { public_url: 'https://pay.example/base' },
  ],
  [{ INTARSIA_TRUST_PROXY: 'true' }, { trust_proxy: true }],
  [{ INTARSIA_TRUST_PROXY: '0' }, { trust_proxy: false }],
  [
    { INTARSIA_DATA_DIR: '/srv/data' },
    { data_dir: '/srv/data', database_url: '/srv/data/intarsia.db' },
  ],
  [{ INTARSIA_DATABASE_URL: '/srv/other.db' }, { database_url: '/srv/other.db' }],
  [{ INTARSIA_DATABASE_URL: 'file:other.db' }, { database_url: 'file:other.db' }],
  [
    { INTARSIA_DATABASE_URL: 'postgres://u:p@db/intarsia', INTARSIA_MASTER_KEY: key },
    { database_url: 'postgres://u:p@db/intarsia', master_key: { text: key } },
  ],
  [{ INTARSIA_MASTER_KEY_FILE: '/run/key' }, { master_key: { file: '/run/key' } }],
  [trio, { sandbox: { key_id, key_secret: 'a-secret-for-ci-runs', link_key } }],
  [
    {
      ...trio,
      INTARSIA_SANDBOX_KEY_ID: 'ci',
      INTARSIA_SANDBOX_KEY_SECRET: 'short',
    },
    { sandbox: { key_id: 'ci', key_secret: 'short', link_key } },
  ],
  [{ INTARSIA_SEED: 'demo' }, { seed: 'demo' }],
  [{ INTARSIA_SCENARIOS_DIR: tmpdir() }, { scenarios_dir: tmpdir() }],
  [{ INTARSIA_METRICS_TOKEN: '0123456789abcdef' }, { metrics_token: '0123456789abcdef' }],
  [{ INTARSIA_LOG_LEVEL: 'debug' }, { log_level: 'debug' }],
  [{ INTARSIA_PROT: '1', PATH: '/bin', INTARSIA_URL: 'http://x' }, { unknown: ['INTARSIA_PROT'] }],
])('%j is read', (env, expected) => {
  expect(readConfig(env)).toMatchObject(expected);
});

test.each([
  [{ INTARSIA_HOST: 'a b' }, 'INTARSIA_HOST: must be an IP address or a host name'],
  [{ INTARSIA_PORT: '65536' }, 'INTARSIA_PORT: must be a port, 0 to 65535'],
  [{ INTARSIA_PORT: '-1' }, 'INTARSIA_PORT: must be a port, 0 to 65535'],
  [{ INTARSIA_PORT: '80.5' }, 'INTARSIA_PORT: must be a port, 0 to 65535'],
  [{ INTARSIA_PUBLIC_URL: 'pay.example' }, 'INTARSIA_PUBLIC_URL: must be an http or https URL'],
  [
    { INTARSIA_PUBLIC_URL: 'ftp://pay.example' },
    'INTARSIA_PUBLIC_URL: must be an http or https URL',
  ],
  [{ INTARSIA_PUBLIC_URL: 'https://u:p@pay.example' }, 'INTARSIA_PUBLIC_URL: must be an http'],
  [{ INTARSIA_TRUST_PROXY: 'maybe' }, 'INTARSIA_TRUST_PROXY: must be true or false'],
  [{ INTARSIA_DATABASE_URL: 'mysql://db/x' }, 'INTARSIA_DATABASE_URL: must be postgres://'],
  [{ INTARSIA_DATABASE_URL: ':memory:' }, 'INTARSIA_DATABASE_URL: must be postgres://'],
  [{ INTARSIA_DATABASE_URL: 'file::memory:' }, 'INTARSIA_DATABASE_URL: must be postgres://'],
  [{ INTARSIA_DATABASE_URL: 'file:///a%zz.db' }, 'INTARSIA_DATABASE_URL: must be postgres://'],
  [{ INTARSIA_DATABASE_URL: 'file://host/a.db' }, 'INTARSIA_DATABASE_URL: must be postgres://'],
  [{ INTARSIA_DATABASE_URL: 'postgres://db/x' }, 'INTARSIA_MASTER_KEY: must be set'],
  [
    { INTARSIA_MASTER_KEY: key, INTARSIA_MASTER_KEY_FILE: '/run/key' },
    'INTARSIA_MASTER_KEY_FILE: must not be set together',
  ],
  [{ ...trio, INTARSIA_SANDBOX_KEY_ID: 'a:b' }, 'INTARSIA_SANDBOX_KEY_ID: must be a key id'],
  [{ ...trio, INTARSIA_SANDBOX_LINK_KEY: 'a/b' }, 'INTARSIA_SANDBOX_LINK_KEY: must be a key id'],
  [
    { ...trio, INTARSIA_SANDBOX_KEY_SECRET: 'a b' },
    'INTARSIA_SANDBOX_KEY_SECRET: must be 1 to 200',
  ],
  [{ INTARSIA_SANDBOX_KEY_ID: key_id }, 'INTARSIA_SANDBOX_KEY_SECRET: must be set'],
  [{ INTARSIA_SANDBOX_KEY_ID: key_id }, 'INTARSIA_SANDBOX_LINK_KEY: must be set'],
  [
    { ...trio, INTARSIA_SANDBOX_KEY_SECRET: 'fifteen-charact', INTARSIA_HOST: '0.0.0.0' },
    'INTARSIA_SANDBOX_KEY_SECRET: must have at least 16 characters',
  ],
  [{ INTARSIA_SEED: 'a\u0000b' }, 'INTARSIA_SEED: must not contain control characters'],
  [{ INTARSIA_SCENARIOS_DIR: '/no/such/folder' }, 'INTARSIA_SCENARIOS_DIR: must be a folder'],
  [{ INTARSIA_METRICS_TOKEN: 'short' }, 'INTARSIA_METRICS_TOKEN: must have at least 16'],
  [{ INTARSIA_LOG_LEVEL: 'loud' }, 'INTARSIA_LOG_LEVEL: must be one of debug, info'],
])('%j is refused with the name and what was expected', (env, line) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(line);
});

test('every fault is named at once', () => {
  const env = { INTARSIA_PORT: 'x', INTARSIA_LOG_LEVEL: 'loud' };

  expect(() => readConfig(env)).toThrow(/INTARSIA_PORT: .*\nINTARSIA_LOG_LEVEL: /);
});

test('a fault never shows the value', () => {
  const env = {
    ...trio,
    INTARSIA_SANDBOX_KEY_SECRET: 'h idden',
    INTARSIA_DATABASE_URL: 'mysql://u:hidden@db/x',
  };

  expect(() => readConfig(env)).toThrow(/^((?!h ?idden)[\s\S])*$/);
});

test.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['LOCALHOST', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['127.0.0.1.example', false],
])('%s is on loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
