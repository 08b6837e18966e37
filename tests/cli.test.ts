import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  Account,
  CreatedApiKey,
  CreatedUser,
  Introspection,
  LinkItem,
  page as pageOf,
  UserRef,
  UserTokens,
} from '@intarsia/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli, CLI, type Cli, type CliRun, openCli } from './src/cli-process.ts';

const NOBODY = '018051aa-f7a9-7000-8000-000000000001';

/** A page of users, as far as their order matters. */
const UserIds = pageOf(UserRef);

let cli: Cli;
let server: CliRun;
let known: { INTARSIA_URL: string; INTARSIA_API_KEY: string };

beforeAll(async () => {
  await buildCli();
  cli = openCli({ INTARSIA_PORT: '0' });
  server = cli.start(['serve']);
  known = {
    INTARSIA_URL: await server.said(/ready at (http:\S+)/),
    INTARSIA_API_KEY: await server.said(/Sandbox API key\s+(\S+)/),
  };
});

afterAll(async () => {
  server?.child.kill('SIGTERM');
  const ended = await server?.ended;
  cli?.remove();
  expect(ended?.code).toBe(0);
});

/** What the program prints for other programs, having ended well and said nothing else. */
async function data(...args: string[]): Promise<unknown> {
  const { code, err, data } = await cli.json(args, known);
  expect([code, err]).toEqual([0, '']);
  return data;
}

async function createdUser(...args: string[]): Promise<CreatedUser> {
  return CreatedUser.parse(await data('users', 'create', ...args));
}

async function connected(...args: string[]): Promise<Account> {
  const login = ['--username', 'test_1', '--password', 'passgood', '--wait'];
  return Account.parse(await data('sandbox', 'connect', ...args, ...login));
}

test('status tells who one is to the server', async () => {
  const status = await data('status');

  expect(status).toMatchObject({
    url: known.INTARSIA_URL,
    profile: null,
    ready: true,
    key: { id: known.INTARSIA_API_KEY.split(':')[0], kind: 'sandbox' },
  });
});

test('a frozen sandbox does what is due only when its clock is driven', async () => {
  const frozen = await data('sandbox', 'clock', 'freeze');
  const login = ['--username', 'gen_31', '--password', 'passgood'];
  const { id } = Account.parse(await data('sandbox', 'connect', 'walmart', ...login));
  const before = Account.parse(await data('accounts', 'get', id));
  const ran = await data('sandbox', 'clock', 'run');
  const after = Account.parse(await data('accounts', 'get', id));
  const back = await cli.run(['sandbox', 'clock', 'reset', '--seed', 'other'], known);
  const resumed = await data('sandbox', 'clock', 'resume');
  const backwards = await cli.run(['sandbox', 'clock', 'advance', '--by', '-P1D'], known);

  expect(frozen).toMatchObject({ mode: 'frozen', jobs_run: 0 });
  expect(before.connection.status).toBe('connecting');
  expect(ran).toMatchObject({ mode: 'frozen', stopped: null });
  expect(after.availability.profiles?.status).toBe('synced');
  expect(back).toMatchObject({
    code: 1,
    err: expect.stringContaining('This sandbox has users'),
  });
  expect(resumed).toMatchObject({ mode: 'running', speed: 'fast' });
  expect(backwards.code).toBe(2);
});

test('a user is created, found, changed, listed and deleted', async () => {
  const file = path.join(cli.folder, 'person.json');
  const metadata = { group: 'moss', nested: [null, { 'a b': 'é' }] };
  writeFileSync(file, JSON.stringify(metadata));

  const { id } = await createdUser('--metadata', `@${file}`);
  const got = await data('users', 'get', id);
  const found = await data('users', 'search', 'moss');
  const changed = await data('users', 'update', id, '--metadata', 'null');
  const all = await data('users', 'list', '--all');
  const deleted = await data('users', 'delete', id, '--yes');
  const gone = await cli.run(['users', 'get', id], known);

  expect(got).toMatchObject({ id, external_metadata: metadata, employers_connected: [] });
  expect(found).toMatchObject({ count: 1, results: [{ id }] });
  expect(changed).toMatchObject({ id, external_metadata: null });
  expect(all).toContainEqual(changed);
  expect(deleted).toEqual({ id, deleted: true });
  expect([gone.code, gone.out]).toEqual([3, '']);
});

test('metadata is printed as the API gives it', async () => {
  const text = '{"__proto__":{"x":1},"b":"\\u0000\\ud800\\u009b","a":[1e21,-0.5,true]}';
  const { id } = await createdUser('--metadata', text);

  const answer = await fetch(`${known.INTARSIA_URL}/v1/users/${id}`, {
    headers: { authorization: `Basic ${btoa(known.INTARSIA_API_KEY)}` },
  });
  const printed = await cli.run(['users', 'get', id, '--json'], known);

  expect(JSON.parse(printed.out)).toEqual(await answer.json());
  expect(JSON.stringify(JSON.parse(printed.out).external_metadata)).toBe(
    JSON.stringify(JSON.parse(text)),
  );
});

test('--all follows the pages of a list to its end', async () => {
  await Promise.all([createdUser(), createdUser(), createdUser()]);

  const page = UserIds.parse(await data('users', 'list', '--limit', '2'));
  const rest = UserIds.parse(
    await data('users', 'list', '--limit', '200', '--cursor', page.next ?? ''),
  );
  const all = UserIds.shape.results.parse(await data('users', 'list', '--all', '--oldest-first'));

  expect(page.results).toHaveLength(2);
  expect(all).toHaveLength(page.count);
  expect(all.toReversed()).toEqual([...page.results, ...rest.results]);
});

test('tokens are issued, inspected, verified, refreshed and revoked', async () => {
  const { id } = await createdUser();

  const pair = UserTokens.parse(await data('tokens', 'create', id));
  const inspected = await data('tokens', 'inspect', pair.access);
  const verified = Introspection.parse(await data('tokens', 'verify', pair.access));
  const next = UserTokens.parse(await data('tokens', 'refresh', pair.refresh));
  const revoked = await data('tokens', 'revoke', next.refresh);
  const refused = await cli.json(['tokens', 'verify', next.access], known);
  const revokedAll = await data('tokens', 'revoke', '--user', id);
  const last = await cli.json(['tokens', 'verify', pair.access], known);

  expect(inspected).toMatchObject({
    kind: 'access',
    header: { alg: 'HS256', typ: 'JWT' },
    claims: { sub: id, user_id: id },
    introspection: { active: true, sub: id },
  });
  expect(verified.active).toBe(true);
  expect([revoked, revokedAll]).toEqual([{ revoked: true }, { revoked: true }]);
  expect([refused.code, refused.data]).toEqual([1, { active: false }]);
  expect([last.code, last.data]).toEqual([1, { active: false }]);
});

test('a token is inspected without a server, and without one that should be asked the command fails', async () => {
  const { token } = await createdUser();
  const nowhere = { ...known, INTARSIA_URL: 'http://127.0.0.1:9' };

  const offline = await cli.json(['tokens', 'inspect', token, '--offline'], nowhere);
  const asked = await cli.json(['tokens', 'inspect', token], nowhere);

  expect([offline.code, offline.err]).toEqual([0, '']);
  expect(offline.data).toMatchObject({ kind: 'access', introspection: null });
  expect(asked.code).toBe(5);
  expect(asked.data).toEqual(offline.data);
});

test('link items are listed, found and shown without a key', async () => {
  const env = { INTARSIA_URL: known.INTARSIA_URL };

  const listed = await cli.json(['link-items', 'list', '--all'], env);
  const found = await cli.json(['link-items', 'search', 'warprid', '--limit', '1'], env);
  const got = await cli.json(['link-items', 'get', 'warpride'], env);

  const item = LinkItem.parse(got.data);
  expect(item.id).toBe('warpride');
  expect(listed.data).toContainEqual(item);
  expect(found.data).toMatchObject({ results: [{ id: 'warpride' }] });
});

test('a sandbox account connects, is listed, shown and deleted', async () => {
  const { id: user } = await createdUser();

  const account = await connected('warpride', '--user', user);
  const listed = await data('accounts', 'list', '--user', user);
  const got = Account.parse(await data('accounts', 'get', account.id));
  const deleted = await data('accounts', 'delete', account.id, '--yes');
  const left = await data('accounts', 'list', '--user', user);

  expect(account).toMatchObject({ user, was_connected: true, connection: { status: 'connected' } });
  expect(listed).toMatchObject({ count: 1, results: [{ id: account.id }] });
  expect(got.id).toBe(account.id);
  expect(deleted).toEqual({ id: account.id, deleted: true });
  expect(left).toMatchObject({ count: 0, results: [] });
});

test('a sandbox login that fails prints the account and fails', async () => {
  const login = ['--username', 'test_1', '--password', 'pass_account_disabled', '--wait'];

  const {
    code,
    data: printed,
    err,
  } = await cli.json(['sandbox', 'connect', 'warpride', ...login], known);

  expect(code).toBe(1);
  expect(Account.parse(printed).connection.error_code).toBe('account_disabled');
  expect(err).toContain('account_disabled');
});

test('a sandbox login that asks for a code is answered', async () => {
  const login = ['--username', 'test_1', '--password', 'passgood'];
  const waiting = Account.parse(await data('sandbox', 'connect', 'hopwheel', ...login));
  const answer = ['sandbox', 'answer', waiting.id, '--code', '8081', '--wait'];

  let answered = await cli.run([...answer, '--json'], known);
  while (answered.err.includes('mfa_not_pending'))
    answered = await cli.run([...answer, '--json'], known);

  expect(answered.code).toBe(0);
  expect(Account.parse(JSON.parse(answered.out)).connection.status).toBe('connected');
});

test('keys are created, listed, rotated and revoked', async () => {
  const key = CreatedApiKey.parse(await data('keys', 'create', 'nightly tests'));
  const env = { ...known, INTARSIA_API_KEY: `${key.id}:${key.secret}` };
  const works = await cli.run(['users', 'list'], env);

  const listed = await data('keys', 'list');
  const rotated = CreatedApiKey.parse(await data('keys', 'rotate', key.id, '--overlap', '1h'));
  const revoked = await data('keys', 'revoke', key.id, '--yes');
  const refused = await cli.run(['users', 'list'], env);

  expect(works.code).toBe(0);
  expect(listed).toMatchObject({
    results: expect.arrayContaining([expect.objectContaining({ id: key.id })]),
  });
  expect(rotated).toMatchObject({ name: 'nightly tests', kind: 'sandbox' });
  expect(revoked).toEqual({ id: key.id, revoked: true });
  expect([refused.code, refused.out]).toEqual([4, '']);
  expect(refused.err).toContain(key.id);
  expect(refused.err).not.toContain(key.secret);
});

test('keys of either kind are made on the machine itself', async () => {
  const local = await cli.json(['keys', 'create', 'made here', '--local', '--live']);

  const key = CreatedApiKey.parse(local.data);
  const env = { ...known, INTARSIA_API_KEY: `${key.id}:${key.secret}` };
  const status = await cli.json(['status'], env);
  const sandbox = ['sandbox', 'connect', 'warpride', '--username', 'a', '--password', 'b'];
  const refused = await cli.run(sandbox, env);
  expect([local.code, key.name, key.kind]).toEqual([0, 'made here', 'live']);
  expect(status.data).toMatchObject({ key: { kind: 'live' } });
  expect(refused.code).toBe(3);
});

test.each([
  ['clients', 'list'],
  ['clients', 'get', NOBODY],
  ['clients', 'create', 'Other company'],
])('%s %s is for operators: the answer names the Console and --local', async (...args) => {
  const { code, out, err } = await cli.run(args, known);

  expect([code, out]).toEqual([4, '']);
  expect(err).toContain(`${known.INTARSIA_URL}/console`);
  expect(err).toContain('--local');
});

test('clients are made and listed on the machine itself, without a key', async () => {
  const made = await cli.json(['clients', 'create', '--local', 'Made on the machine']);
  const listed = await cli.json(['clients', 'list', '--local']);
  const twice = await cli.run(['clients', 'create', '--local', 'Made on the machine']);

  const client = made.data as { id: string; api_key: { id: string; secret: string } };
  const status = await cli.json(['status'], {
    ...known,
    INTARSIA_API_KEY: `${client.api_key.id}:${client.api_key.secret}`,
  });
  expect(listed.data).toContainEqual(
    expect.objectContaining({ id: client.id, name: 'Made on the machine' }),
  );
  expect(status.data).toMatchObject({ key: { kind: 'sandbox' } });
  expect(twice.code).toBe(1);
});

test("the server's verbs run through the program, with their output and exit code", async () => {
  const doctor = await cli.json(['doctor']);
  const migrate = await cli.json(['migrate']);
  const link = await cli.run(['login-link']);
  const jsonLink = await cli.json(['login-link']);
  const wrong = await cli.run(['serve', '--frob']);
  const bad = await cli.run(['doctor'], { INTARSIA_PORT: 'x' });

  expect(doctor.code).toBe(0);
  expect(migrate.code).toBe(0);
  expect(link.out).toMatch(/^http:\S+\n$/);
  expect(jsonLink.data).toMatchObject({ url: expect.stringContaining('#token=') });
  expect(wrong.code).toBe(2);
  expect(bad.code).not.toBe(0);
  expect(bad.err).toContain('INTARSIA_PORT');
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s stops a server that the program started',
  async (signal) => {
    const other = openCli({ INTARSIA_PORT: '0' });
    const run = other.start(['serve']);
    const url = await run.said(/ready at (http:\S+)/);

    run.child.kill(signal);
    const { code } = await run.ended;
    const answer = await fetch(url).catch((error: unknown) => error);

    other.remove();
    expect(code).toBe(0);
    expect(answer).toBeInstanceOf(TypeError);
  },
);

test('a server that can not start gives its exit code on', async () => {
  const { port } = new URL(known.INTARSIA_URL);

  const { code, err } = await cli.run(['serve'], { INTARSIA_PORT: port });

  expect(code).not.toBe(0);
  expect(err).toContain(port);
});

test.each([
  [0, ['users', 'list'], {}],
  [1, ['tokens', 'verify', 'no-token'], {}],
  [2, ['users', 'get', 'no-uuid'], {}],
  [2, ['users', 'list', '--cursor', 'no-cursor'], {}],
  [3, ['users', 'get', NOBODY], {}],
  [3, ['tokens', 'create', NOBODY], {}],
  [3, ['accounts', 'delete', NOBODY, '--yes'], {}],
  [3, ['link-items', 'get', 'no-such-item'], {}],
  [4, ['users', 'list'], { INTARSIA_API_KEY: 'wrong:pair' }],
  [4, ['users', 'list'], { INTARSIA_API_KEY: '' }],
  [4, ['tokens', 'refresh', 'no-token'], {}],
  [5, ['users', 'list'], { INTARSIA_URL: 'http://127.0.0.1:9' }],
  [5, ['status'], { INTARSIA_URL: 'http://127.0.0.1:9', INTARSIA_API_KEY: '' }],
])('exit code %i: %j', async (expected, args, env) => {
  const { code, err } = await cli.run(args, { ...known, ...env });

  expect(code).toBe(expected);
  expect(err).not.toMatch(/^\s+at /m);
});

test('a server that is not there is named, with the command that starts one', async () => {
  const { code, out, err } = await cli.run(['users', 'list', '--url', 'http://127.0.0.1:9'], known);

  expect([code, out]).toEqual([5, '']);
  expect(err).toContain('http://127.0.0.1:9');
  expect(err).toContain('intarsia serve');
});

test('another program at the address is not taken for the server', async () => {
  const other = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<p>'),
  );
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  // Safe: a server that listens on a host and port has such an address.
  const { port } = other.address() as AddressInfo;
  const env = { ...known, INTARSIA_URL: `http://127.0.0.1:${port}` };

  const listed = await cli.run(['users', 'list'], env);
  const status = await cli.run(['status'], env);

  other.close();
  expect([listed.code, status.code]).toEqual([5, 5]);
  expect(listed.err).toContain('not an Intarsia server');
});

test('a deletion without a terminal asks nobody, even where stdin is open', async () => {
  const { id } = await createdUser();

  const refused = await cli.run(['users', 'delete', id], known);
  const still = await cli.run(['users', 'get', id], known);

  expect([refused.code, refused.out]).toEqual([2, '']);
  expect(refused.err).toContain('--yes');
  expect(still.code).toBe(0);
});

test('a profile is kept for the owner alone, and used until it is removed', async () => {
  const own = openCli({});

  const login = await own.json(['login', 'here'], known);
  const listed = await own.run(['users', 'list']);
  const profiles = await own.json(['servers', 'list']);
  const used = await own.run(['servers', 'use', 'here']);
  const removed = await own.run(['servers', 'remove', 'here', '--yes']);
  const file = path.join(own.folder, 'config/intarsia/profiles.json');
  const { mode } = statSync(file);
  writeFileSync(file, '{"current":');
  const broken = await own.run(['users', 'list']);

  own.remove();
  expect([login.code, listed.code, used.code, removed.code]).toEqual([0, 0, 0, 0]);
  expect(profiles.data).toMatchObject([{ name: 'here', url: known.INTARSIA_URL, current: true }]);
  expect(profiles.out).not.toContain(known.INTARSIA_API_KEY.split(':')[1]);
  expect(mode & 0o777).toBe(0o600);
  expect(broken.code).toBe(1);
  expect(broken.err).toContain(file);
});

test('a reader that has seen enough is no failure', async () => {
  const shell = `"$0" "$1" link-items list --all --json | head -c 1; echo "\${PIPESTATUS[0]}"`;
  const env = { ...process.env, ...known, HOME: cli.folder };

  const { stdout, stderr } = await promisify(execFile)(
    'bash',
    ['-c', shell, process.execPath, CLI],
    { env },
  );

  expect([stdout, stderr]).toEqual(['[0\n', '']);
});

test.each([
  ['us', 1, 'users'],
  ['upd', 2, 'update'],
  ['--met', 3, '--metadata'],
])('bash completes %s', async (typed, place, completed) => {
  const { out } = await cli.run(['completion', 'bash']);
  const words = ['intarsia', 'users', 'update'].slice(0, place).concat(typed).join(' ');
  const shell = `${out}\nCOMP_WORDS=(${words}) COMP_CWORD=${place}\n_intarsia\necho "\${COMPREPLY[@]}"`;

  const { stdout } = await promisify(execFile)('bash', ['-c', shell]);

  expect(stdout.trim()).toBe(completed);
});

test.each([
  ['intarsia sandbox clo', 2, 'clock'],
  ['intarsia sandbox clock adv', 3, 'advance'],
  ['intarsia sandbox clock advance --b', 4, '--by'],
  ['intarsia sandbox scenario ch', 3, 'check'],
  ['intarsia sandbox snapshot ta', 3, 'take'],
  ['intarsia sandbox settings --lat', 3, '--latency-ms'],
  ['intarsia pay-a', 1, 'pay-allocations'],
  ['intarsia payouts list --fr', 3, '--from'],
  ['intarsia documents open --o', 3, '--output'],
])('bash completes the parts of a noun: %s', async (words, place, completed) => {
  const { out } = await cli.run(['completion', 'bash']);
  const shell = `${out}\nCOMP_WORDS=(${words}) COMP_CWORD=${place}\n_intarsia\necho "\${COMPREPLY[@]}"`;

  const { stdout } = await promisify(execFile)('bash', ['-c', shell]);

  expect(stdout.trim()).toBe(completed);
});

test.each(['zsh', 'fish'])('a completion for %s knows every command', async (shell) => {
  const { code, out } = await cli.run(['completion', shell]);

  expect(code).toBe(0);
  for (const word of [
    'users',
    'activities',
    'watch',
    'connect',
    'restore',
    'mfa-code',
    'login-link',
  ])
    expect(out).toContain(word);
});
