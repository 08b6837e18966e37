import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pragmas, sql } from './baseline/statements.ts';
import { type Call, cases } from './cases.ts';
import { ask } from './compare.ts';
import { partsHere } from './testing.ts';
import { copyWorld, makeWorld, type World } from './world/world.ts';

const root = mkdtempSync(path.join(tmpdir(), 'intarsia-parity-'));
let world: World;

beforeAll(async () => {
  world = await makeWorld(path.join(root, 'world'), 50);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** One call of every case. */
const calls = (): Call[] => cases.flatMap((one) => one.calls(world).slice(0, 1));

test('the product opens its connections with every setting of the baseline', async () => {
  const pragma = vi.spyOn(Database.prototype, 'pragma');

  const product = await partsHere.product(copyWorld(world, path.join(root, 'pragmas')));
  await product.close();

  const set = new Map<unknown, string[]>();
  for (const [i, [text]] of pragma.mock.calls.entries()) {
    const connection = pragma.mock.contexts[i];
    set.set(
      connection,
      [...(set.get(connection) ?? []), text].filter((one) => !/busy|wal_checkpoint/.test(one)),
    );
  }
  expect([...set.values()]).toEqual([pragmas.writer, pragmas.reader]);
});

test('the product runs every statement of the baseline, word for word', async () => {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  const product = await partsHere.product(copyWorld(world, path.join(root, 'statements')));

  for (const call of calls()) await ask(product.port, call);
  await product.close();

  const run = new Set(prepare.mock.calls.map(([text]) => text));
  expect(Object.values(sql).filter((text) => !run.has(text))).toEqual([]);
});

test('the same writes leave the same rows', async () => {
  const ours = copyWorld(world, path.join(root, 'ours'));
  const theirs = copyWorld(world, path.join(root, 'theirs'));
  const product = await partsHere.product(ours);
  const baseline = await partsHere.baseline(theirs);

  for (const call of calls().filter(({ method }) => method === 'POST')) {
    await ask(product.port, call);
    await ask(baseline.port, call);
  }
  await product.close();
  await baseline.close();

  const rows = rowsOf(ours.file);
  expect(rowsOf(theirs.file)).toEqual(rows);
  expect(rows.counters).toContainEqual(expect.objectContaining({ name: 'users', value: 52 }));
  expect(rows.tokens).toHaveLength(6);
});

test('a filled world counts what is in it', () => {
  const rows = rowsOf(world.file);

  expect([rows.users?.length, rows.user_search?.length, rows.events?.length]).toEqual([50, 50, 50]);
  expect(rows.counters?.map(({ name, value }) => [name, value])).toEqual([
    ['events', 50],
    ['users', 50],
    ['webhooks', 0],
  ]);
});

const tables = ['users', 'user_search', 'tokens', 'events', 'counters'];
const CHANGING = /[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-[\d-]+T[\d:.]+Z/g;

/** All rows, with ids, hashes and times as placeholders of their length. */
function rowsOf(file: string): Record<string, Record<string, unknown>[]> {
  const database = new Database(file, { readonly: true });
  const masked = (row: unknown) =>
    JSON.parse(JSON.stringify(row).replace(CHANGING, (text) => '#'.repeat(text.length)));
  const entries = tables.map((table) => {
    const rows = database.prepare(`select * from ${table}`).all().map(masked);
    return [table, rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
  });
  database.close();
  return Object.fromEntries(entries);
}
