import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openSqliteFile } from './sqlite.ts';
import { statement } from './statements.ts';

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

test('a new database has pages of 8 KiB, and one from before keeps its own', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-sqlite-'));
  const before = new Database(path.join(folder, 'before.db'));
  before.exec('pragma page_size = 4096; pragma journal_mode = wal; create table t (a integer)');
  before.close();

  const sizes = ['new.db', 'before.db'].map((name) => {
    const { writer, reader } = openSqliteFile(path.join(folder, name));
    writer.database.exec('create table if not exists t (a integer)');
    const sizes = [writer, reader].map(({ database }) => database.pragma('page_size'));
    reader.close();
    writer.close();
    return sizes.flat();
  });
  rmSync(folder, { recursive: true });

  const of = (page_size: number) => [{ page_size }, { page_size }];
  expect(sizes).toEqual([of(8192), of(4096)]);
});

test('rows are read by the names of their columns, also once somebody else has added some', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-sqlite-'));
  const file = path.join(folder, 'a.db');
  const { writer, reader } = openSqliteFile(file);
  writer.database.exec('create table users (id text); create table clients (name text)');
  writer.database.exec("insert into users values ('a'); insert into clients values ('b')");
  const joined = statement<object>()(({ q }) =>
    q.selectFrom(['users', 'clients']).selectAll('users').select('clients.name'),
  );
  const read = async () => [...(await reader.all(joined, {})), await reader.first(joined, {})];

  const before = await read();
  const other = new Database(file);
  other.exec('alter table users add column more text default 7');
  other.close();
  const after = await read();
  reader.close();
  writer.close();
  rmSync(folder, { recursive: true });

  expect(before).toEqual(Array(2).fill({ id: 'a', name: 'b' }));
  expect(after).toEqual(Array(2).fill({ id: 'a', more: '7', name: 'b' }));
});
