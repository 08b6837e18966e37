import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteFile } from './sqlite.ts';

test('a database is made for its owner alone, with the files beside it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-sqlite-'));

  const { writer, reader } = openSqliteFile(path.join(folder, 'a.db'));
  writer.database.exec('create table t (a integer)');
  const modes = readdirSync(folder).map((name) => [
    name,
    statSync(path.join(folder, name)).mode & 0o777,
  ]);
  reader.close();
  writer.close();
  rmSync(folder, { recursive: true });

  expect(Object.fromEntries(modes)).toEqual({
    'a.db': 0o600,
    'a.db-shm': 0o600,
    'a.db-wal': 0o600,
  });
});
