import type { Log } from '@intarsia/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { engines, type Place, silentLog } from '../testing.ts';
import { openSqliteFile, type SqliteFile } from './sqlite.ts';
import { openScrubber } from './sqlite-scrub.ts';

let place: Place;
let file: SqliteFile;
let warnings: string[];
let log: Log;

beforeEach(async () => {
  const engine = engines.find(({ name }) => name === 'sqlite');
  if (!engine) throw new Error('SQLite is one of the engines.');
  place = await engine.place();
  file = openSqliteFile(place.url);
  await file.writer.raw('create table notes (text text) strict');
  warnings = [];
  log = { ...silentLog, warn: (_, message) => warnings.push(message) };
});

afterEach(async () => {
  file.reader.close();
  file.writer.close();
  await place.remove();
});

/** Makes the other connection go on seeing what is there now, then changes it. */
async function readWhileChanging(): Promise<void> {
  await file.reader.raw('begin');
  await file.reader.raw('select * from notes');
  await file.writer.raw("insert into notes values ('a')");
}

const framesInLog = () =>
  // Safe: the pragma gives these numbers.
  (file.writer.database.pragma('wal_checkpoint(passive)') as { log: number }[])[0]?.log;

test('attempts end after the last pause with a warning, and the next call begins anew', async () => {
  const scrubber = openScrubber(file.writer, { log, busyTimeout: 100, pauses: [1, 1] });
  await readWhileChanging();

  await scrubber.scrub();
  await vi.waitFor(() => expect(warnings).toHaveLength(1));
  const left = framesInLog();
  await file.reader.raw('commit');
  await scrubber.scrub();

  expect(left).toBeGreaterThan(0);
  expect(framesInLog()).toBe(0);
  expect(warnings).toHaveLength(1);
});

test('an attempt waits for nobody, and leaves the patience of the writer as it was', async () => {
  const scrubber = openScrubber(file.writer, { log, busyTimeout: 5000, pauses: [] });
  await readWhileChanging();
  const begin = performance.now();

  await scrubber.scrub();

  expect(performance.now() - begin).toBeLessThan(1000);
  expect(file.writer.database.pragma('busy_timeout', { simple: true })).toBe(5000);
  await file.reader.raw('commit');
});

test('a transaction that is open is left alone, and scrubbed after', async () => {
  const scrubber = openScrubber(file.writer, { log, busyTimeout: 100, pauses: [1, 50, 50] });
  await file.writer.raw('begin');
  await file.writer.raw("insert into notes values ('a')");

  await scrubber.scrub();
  await file.writer.raw('commit');

  expect(framesInLog()).toBeGreaterThan(0);
  await vi.waitFor(() => expect(framesInLog()).toBe(0));
});

test('closing makes the attempt that was still to come', async () => {
  const scrubber = openScrubber(file.writer, { log, busyTimeout: 100, pauses: [60_000] });
  await readWhileChanging();
  await scrubber.scrub();
  await file.reader.raw('commit');

  scrubber.close();

  expect(framesInLog()).toBe(0);
});
