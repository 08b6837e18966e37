import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteFile, type SqliteFile } from './sqlite.ts';
import { groupCommit } from './sqlite-commits.ts';
import { type ReadTurns, readTurns } from './sqlite-turns.ts';
import { statement } from './statements.ts';

let folder: string;
let file: SqliteFile;
let turns: ReadTurns;

const names = statement<object>()(({ q }) => q.selectFrom('clients').select('name'));

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'intarsia-turns-'));
  file = openSqliteFile(path.join(folder, 'a.db'));
  await file.writer.raw('create table clients (name text)');
  turns = readTurns(file.reader);
});
afterEach(() => {
  file.reader.close();
  file.writer.close();
  rmSync(folder, { recursive: true });
});

const read = async () => (await turns.db.all(names, {})).map(({ name }) => name);
const write = (name: string) => file.writer.raw('insert into clients (name) values (?)', [name]);

test('reads of one turn share a transaction, and so the state of its first', async () => {
  expect(await read()).toEqual([]);
  await write('a');

  expect(await read()).toEqual([]);
  expect(file.reader.database.inTransaction).toBe(true);
});

test('the next turn sees what others have committed', async () => {
  await read();
  await write('a');
  await nextTurn();

  expect(file.reader.database.inTransaction).toBe(false);
  expect(await read()).toEqual(['a']);
});

test('who has committed sees it in the same turn', async () => {
  const commits = groupCommit(file.writer, { endReads: turns.end });

  const written = commits.submit(
    async (db) => {
      await read();
      await db.raw("insert into clients (name) values ('a')");
    },
    { exclusive: false },
  );
  await written;

  expect(await read()).toEqual(['a']);
  await commits.close();
});

test('a connection may close while a turn still has its transaction', async () => {
  await read();
  file.reader.close();
  await nextTurn();

  expect(() => turns.end()).not.toThrow();
});
