import Database from 'better-sqlite3';
import { sql } from '../baseline/statements.ts';

/** When the first user was made, and how many milliseconds lie between two. */
const FIRST_MS = Date.UTC(2024, 0, 1);
const APART_MS = 40;
const GROUPS = 1000;

/** Ids that requests ask for: spread over all users, always the same. */
export function sampleIds(users: number, size: number): string[] {
  return Array.from({ length: size }, (_, i) => idOf(Math.floor((i * users) / size)));
}

/**
 * Fills the sandbox of a database that nobody else has open with users, as if each had been created by a
 * call: the row, a value to search by, the event, and the counters that follow from them.
 */
export function fillUsers(file: string, environment_id: string, users: number): void {
  const database = new Database(file);
  // A database that is not finished yet is thrown away when this fails, so nothing needs a journal.
  for (const pragma of ['journal_mode = off', 'synchronous = off', 'cache_size = -262144']) {
    database.pragma(pragma);
  }
  const insert = openInserts(database, environment_id);
  const addToCounters = database.prepare(sql.addToCounters);
  const all = database.transaction(() => {
    for (let i = 0; i < users; i++) insert(i);
    const changes = { events: users, users, webhooks: 0 };
    addToCounters.all(Object.entries(changes).flatMap((change) => [environment_id, ...change]));
  });
  all();
  database.pragma('journal_mode = wal');
  database.close();
}

function openInserts(database: Database.Database, environment_id: string): (i: number) => void {
  const insertUser = database.prepare(sql.insertUser);
  const insertSearch = database.prepare(sql.insertSearch);
  const insertEvent = database.prepare(sql.insertEvent);

  return (i) => {
    const id = idOf(i);
    const at = timeOf(i);
    const group = `group ${i % GROUPS}`;
    const metadata = JSON.stringify({ group });
    insertUser.run([environment_id, id, at, '[]', '[]', metadata]);
    insertSearch.run([environment_id, group, id]);
    const subjects = [id, null, null, JSON.stringify({ user: id }), null];
    insertEvent.run([environment_id, i + 1, eventIdOf(i), 'users.created', at, ...subjects]);
  };
}

/** A UUIDv7 of the user's moment, with its number for the random part. */
function idOf(i: number): string {
  const time = (FIRST_MS + i * APART_MS).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${hex12(i)}`;
}

function eventIdOf(i: number): string {
  return `00000000-0000-5000-8000-${hex12(i)}`;
}

function timeOf(i: number): string {
  return `${new Date(FIRST_MS + i * APART_MS).toISOString().slice(0, -1)}000Z`;
}

function hex12(i: number): string {
  return i.toString(16).padStart(12, '0');
}
