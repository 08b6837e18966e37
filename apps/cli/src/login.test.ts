import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openProfiles } from './profiles.ts';
import { answering, Refusal, runLine, tempFolders } from './testing.ts';

const folders = tempFolders();
afterEach(folders.clear);

const fetch = answering(() => ({ count: 0, next: null, previous: null, results: [] }));
const login = ['login', 'local', '--url', 'http://intarsia.test/', '--api-key', 'id:secret'];

test('a login is kept, becomes the current one and never shows its secret', async () => {
  const folder = folders.make();

  const { code, out, err } = await runLine([...login, '--json'], { folder, fetch });

  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    name: 'local',
    url: 'http://intarsia.test',
    key_id: 'id',
    current: true,
  });
  expect(out + err).not.toContain('secret');
  expect(openProfiles(folder).read().profiles.get('local')).toEqual({
    url: 'http://intarsia.test',
    api_key: 'id:secret',
  });
});

test('a key that the server refuses is not kept', async () => {
  const folder = folders.make();
  const refusing = answering(() => {
    throw new Refusal('No.', { code: 'key_invalid' });
  });

  const { code } = await runLine(login, { folder, fetch: refusing });

  expect(code).toBe(4);
  expect(openProfiles(folder).read().profiles.size).toBe(0);
});

test('a terminal is asked for what was not said, and does not show the key', async () => {
  const folder = folders.make();
  const terminal = { columns: 80, types: ['http://typed.test\r', 'typed:hidden\r'] };

  const { code, out, err } = await runLine(['login'], { folder, fetch, terminal });

  expect(code).toBe(0);
  expect(out + err).not.toContain('hidden');
  expect(openProfiles(folder).read()).toEqual({
    current: 'default',
    profiles: new Map([['default', { url: 'http://typed.test', api_key: 'typed:hidden' }]]),
  });
});

test('without a terminal and without a key there is nothing to keep', async () => {
  const { code, err } = await runLine(['login'], { folder: folders.make(), fetch });

  expect(code).toBe(2);
  expect(err).toContain('INTARSIA_API_KEY');
});

test('profiles are listed without secrets, chosen and removed', async () => {
  const folder = folders.make();
  await runLine(login, { folder, fetch });
  await runLine(['login', 'other', ...login.slice(2)], { folder, fetch });

  const used = await runLine(['servers', 'use', 'local'], { folder });
  const listed = await runLine(['servers', 'list', '--json'], { folder });
  const kept = await runLine(['servers', 'remove', 'other'], { folder });
  const removed = await runLine(['servers', 'remove', 'other', '--yes'], { folder });
  const left = await runLine(['servers', 'list', '--json'], { folder });

  expect([used.code, kept.code, removed.code]).toEqual([0, 2, 0]);
  expect(JSON.parse(listed.out)).toEqual([
    { name: 'local', url: 'http://intarsia.test', key_id: 'id', current: true },
    { name: 'other', url: 'http://intarsia.test', key_id: 'id', current: false },
  ]);
  expect(JSON.parse(left.out)).toHaveLength(1);
});

test('a profile is what commands ask by', async () => {
  const folder = folders.make();
  await runLine(login, { folder, fetch });
  const headers: unknown[] = [];
  const watching: typeof fetch = (input, init) => {
    headers.push([String(input).split('?')[0], new Headers(init?.headers).get('authorization')]);
    return fetch(input, init);
  };

  await runLine(['users', 'list'], { folder, fetch: watching });

  const authorization = `Basic ${btoa('id:secret')}`;
  expect(headers).toEqual([['http://intarsia.test/trpc/users.list', authorization]]);
});

test('a profile file that can not be read fails by its name', async () => {
  const folder = folders.make();
  writeFileSync(path.join(folder, 'profiles.json'), '{', { mode: 0o600 });

  const { code, err } = await runLine(['users', 'list'], { folder, fetch });

  expect(code).toBe(1);
  expect(err).toContain(path.join(folder, 'profiles.json'));
});

test('a profile file that others can read is warned about', async () => {
  const folder = folders.make();
  writeFileSync(path.join(folder, 'profiles.json'), '{"current":null,"profiles":{}}', {
    mode: 0o644,
  });

  const { code, err } = await runLine(['servers', 'list', '--json'], { folder });

  expect(code).toBe(0);
  expect(err).toContain('chmod 600');
});
