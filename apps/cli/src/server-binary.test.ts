import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { findServer, serverArgs } from './server-binary.ts';
import { tempFolders } from './testing.ts';

const folders = tempFolders();
afterEach(folders.clear);

test.each([
  [['serve'], ['serve']],
  [
    ['doctor', '--json'],
    ['doctor', '--json'],
  ],
  [
    ['login-link', '--email', 'users'],
    ['login-link', '--email', 'users'],
  ],
  [
    ['--profile', 'doctor', 'serve', '--help'],
    ['serve', '--help'],
  ],
  [['--url=http://x', 'migrate'], ['migrate']],
  [
    ['--json', 'doctor'],
    ['doctor', '--json'],
  ],
])('%j goes to the server', (argv, expected) => {
  const args = serverArgs(argv);

  expect(args).toEqual(expected);
});

test.each([[['users', 'list']], [['users', 'search', 'serve']], [['--profile', 'serve']], [[]]])(
  '%j stays here',
  (argv) => {
    const args = serverArgs(argv);

    expect(args).toBeUndefined();
  },
);

test('the binary is the one that INTARSIA_SERVER_BIN names', () => {
  const named = path.join(folders.make(), 'main.js');
  writeFileSync(named, '');

  const found = findServer({ self: import.meta.url, env: { INTARSIA_SERVER_BIN: named } });

  expect(found).toBe(named);
});

test('else it lies beside this program', () => {
  const apps = folders.make();
  const binary = path.join(apps, 'server/dist/main.js');
  mkdirSync(path.dirname(binary), { recursive: true });
  writeFileSync(binary, '');

  const found = findServer({ self: pathToFileURL(`${apps}/cli/dist/main.js`).href, env: {} });

  expect(found).toBe(binary);
});

test.each([{}, { INTARSIA_SERVER_BIN: '/nowhere/main.js' }])(
  'a binary that is not there is a failure that says where it was looked for',
  (env) => {
    const find = () => findServer({ self: pathToFileURL('/nowhere/cli/dist/main.js').href, env });

    expect(find).toThrow(expect.objectContaining({ outcome: 'failure' }));
    expect(find).toThrow('/nowhere/');
  },
);
