import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartError } from './failures.ts';
import { openLog } from './log.ts';
import { assertKeyKept, instanceOptions, makeFolders, open } from './opening.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-opening-'));
const file = path.join(folder, 'file');
writeFileSync(file, '');

afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['INTARSIA_DATA_DIR', file],
  ['INTARSIA_DATA_DIR', path.join(file, 'data')],
  ['INTARSIA_DATABASE_URL', path.join(file, 'db')],
  ['INTARSIA_DATABASE_URL', `file://${file}/deep/db`],
])('%s at %s is refused with its name', (variable, value) => {
  const config = readConfig({ INTARSIA_DATA_DIR: folder, [variable]: value });

  expect(() => makeFolders(config)).toThrow(StartError);
  expect(() => makeFolders(config)).toThrow(
    new RegExp(`^${variable}: ${file}.* must be a folder, or one that can be made`),
  );
});

const parts = { log: openLog('silent', { write() {} }), public_url: 'http://localhost' };

test('a master key that is lost is missed where a database was made with it', async () => {
  const config = readConfig({ INTARSIA_DATA_DIR: path.join(folder, 'kept') });
  await (await open(instanceOptions(config, parts))).close();
  await expect(assertKeyKept(config, parts.log)).resolves.toBeUndefined();
  rmSync(path.join(config.data_dir, 'master.key'));

  const check = assertKeyKept(config, parts.log);

  await expect(check).rejects.toThrow(StartError);
  await expect(check).rejects.toThrow(/^INTARSIA_MASTER_KEY: master.key is missing in .*kept/);
});

test('no master key is missed beside a database that had no first start', async () => {
  const config = readConfig({ INTARSIA_DATA_DIR: path.join(folder, 'empty') });
  makeFolders(config);
  writeFileSync(path.join(config.data_dir, 'intarsia.db'), '');

  await expect(assertKeyKept(config, parts.log)).resolves.toBeUndefined();
});
