import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { nouns } from './nouns.ts';
import { answering, Refusal, runLine } from './testing.ts';

const id = '018051aa-f7a9-7000-8000-000000000001';
const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret' };
const user = {
  id,
  created_at: '2022-04-22T14:26:40.682437Z',
  employers_connected: [],
  data_providers_connected: ['warpride'],
  external_metadata: { __proto__x: '\u009b', n: 1 },
};

test('the version is that of the package', async () => {
  const { code, out } = await runLine(['--version']);

  expect([code, out]).toEqual([0, `${manifest.version}\n`]);
});

test('the help names every noun, every exit code and ends well', async () => {
  const { code, out, err } = await runLine(['--help']);

  expect(code).toBe(0);
  expect(err).toBe('');
  for (const { name } of nouns) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(out).toMatch(/0 ok .*1 failure .*2 usage .*3 not found .*4 .*5 /);
});

test('every noun loads, and its commands carry its name', async () => {
  const loaded = await Promise.all(
    nouns.map(async ({ name, load }) => [name, await load()] as const),
  );

  for (const [noun, commands] of loaded) {
    const names = commands.map(({ name }) => name);
    expect(names.every((name) => name === noun || name.startsWith(`${noun} `))).toBe(true);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('every command has a help', async () => {
  const commands = (await Promise.all(nouns.map(({ load }) => load()))).flat();

  for (const { name, summary } of commands) {
    const { code, out } = await runLine([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: intarsia ${name}`);
    expect(out).toContain(summary.split(' ').slice(0, 3).join(' '));
  }
});

test('help before a command is the same as behind it', async () => {
  const before = await runLine(['help', 'users', 'get']);
  const behind = await runLine(['users', 'get', '--help']);

  expect(before).toEqual(behind);
});

test.each([
  [[]],
  [['users']],
  [['frob']],
  [['users', 'frob']],
  [['users', 'get']],
  [['users', 'get', 'no-uuid']],
  [['users', 'get', id, 'more']],
  [['users', 'list', '--frob']],
  [['users', 'list', '--limit', '0']],
  [['users', 'list', '--limit', 'ten']],
  [['users', 'list', '--limit']],
  [['users', 'list', '--limit', '5', '--all']],
  [['users', 'update', id]],
  [['users', 'create', '--metadata', 'gold']],
  [['users', 'create', '--metadata', '@/nowhere/file.json']],
  [['tokens', 'inspect', 'abc']],
  [['tokens', 'revoke']],
  [['tokens', 'revoke', 'token', '--user', id]],
  [['keys', 'create']],
  [['keys', 'create', 'name', '--live']],
  [['keys', 'rotate', 'key', '--overlap', 'soon']],
  [['sandbox', 'connect', 'warpride', '--username', 'test_1']],
  [['sandbox', 'answer', id]],
  [['sandbox', 'answer', id, '--code', '1', '--choice', '2']],
  [['completion', 'tcsh']],
  [['servers', 'use', 'nope']],
])('%j is a usage error, told on stderr alone', async (argv) => {
  const { code, out, err } = await runLine(argv, { env });

  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).not.toBe('');
  expect(err).not.toContain('    at ');
});

test('a person reads a record, a program reads the JSON of the API', async () => {
  const fetch = answering(() => user);

  const human = await runLine(['users', 'get', id], { env, fetch });
  const program = await runLine(['users', 'get', id, '--json'], { env, fetch });

  expect(human.out).toContain('2022-04-22 14:26:40 UTC');
  expect(human.out).not.toContain('\u009b');
  expect(JSON.parse(program.out)).toEqual(user);
  expect(program.err).toBe('');
});

test('global flags work before and behind the command', async () => {
  const fetch = answering(() => user);

  const before = await runLine(['--json', 'users', 'get', id], { env, fetch });
  const behind = await runLine(['users', 'get', '--json', id], { env, fetch });

  expect(before).toEqual(behind);
});

test('colours are for terminals, and for nobody who wants none', async () => {
  const fetch = answering(() => user);
  const terminal = { columns: 80 };

  const coloured = await runLine(['users', 'get', id], { env, fetch, terminal });
  const without = await runLine(['users', 'get', id], {
    env: { ...env, NO_COLOR: '1' },
    fetch,
    terminal,
  });
  const piped = await runLine(['users', 'get', id], { env, fetch });

  expect(coloured.out).toContain('\u001b[');
  expect(without.out).not.toContain('\u001b[');
  expect(piped.out).not.toContain('\u001b[');
});

test('without a terminal a deletion asks nobody and needs --yes', async () => {
  const calls: string[] = [];
  const fetch = answering((path) => {
    calls.push(path);
  });

  const refused = await runLine(['users', 'delete', id], { env, fetch });
  const asked = [...calls];
  const done = await runLine(['users', 'delete', id, '--yes', '--json'], { env, fetch });

  expect(refused.code).toBe(2);
  expect(refused.err).toContain('--yes');
  expect(asked).toEqual([]);
  expect(done.code).toBe(0);
  expect(JSON.parse(done.out)).toEqual({ id, deleted: true });
  expect(calls).toEqual(['users.delete']);
});

test.each([
  ['y\r', 0, ['users.delete']],
  ['yes\r', 0, ['users.delete']],
  ['n\r', 1, []],
  ['\r', 1, []],
  ['\u0003', 1, []],
])('at a terminal a deletion asks, and %j decides', async (types, code, expected) => {
  const calls: string[] = [];
  const fetch = answering((path) => {
    calls.push(path);
  });

  const ended = await runLine(['users', 'delete', id], {
    env,
    fetch,
    terminal: { columns: 80, types: [types] },
  });

  expect(ended.code).toBe(code);
  expect(ended.err).toContain(id);
  expect(calls).toEqual(expected);
});

test('a refusal is told with its code, and never with a stack', async () => {
  const fetch = answering(() => {
    throw new Refusal('Not found.', { code: 'user_not_found' });
  });

  const { code, out, err } = await runLine(['users', 'get', id], { env, fetch });

  expect([code, out]).toEqual([3, '']);
  expect(err).toBe('error: There is no such user. (user_not_found)\n');
});

test('metadata can come on stdin', async () => {
  const inputs: unknown[] = [];
  const fetch = answering((_, input) => {
    inputs.push(input);
    return { id, token: 'token' };
  });

  await runLine(['users', 'create', '--metadata', '@-'], { env, fetch, input: '{"a":[1]}' });

  expect(inputs).toEqual([{ external_metadata: { a: [1] } }]);
});
