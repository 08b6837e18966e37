import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engines, type Place } from '../testing.ts';
import type { Db } from './engine.ts';
import { openSqliteFile, type SqliteFile } from './sqlite.ts';
import { type GroupCommit, groupCommit } from './sqlite-commits.ts';

const shared = { exclusive: false };

let place: Place;
let file: SqliteFile;
let commits: GroupCommit;
/** The bounds of transactions, and whatever a test adds, in the order in which they happen. */
let seen: string[];

beforeEach(async () => {
  const engine = engines.find(({ name }) => name === 'sqlite');
  if (!engine) throw new Error('SQLite is one of the engines.');
  place = await engine.place();
  file = openSqliteFile(place.url);
  await file.writer.raw('create table notes (text text primary key) strict');
  seen = [];
  commits = groupCommit(file.writer);
});

afterEach(async () => {
  await commits.close();
  file.reader.close();
  file.writer.close();
  await place.remove();
});

function note(db: Db, text: string) {
  return db.raw('insert into notes (text) values (?)', [text]);
}

async function notes(): Promise<unknown[]> {
  return (await file.reader.raw('select text from notes order by text')).map(({ text }) => text);
}

describe('a group of callbacks', () => {
  test('runs them strictly one after another, in the order in which they came', async () => {
    const callbacks = ['a', 'b', 'c'].map((name) =>
      commits.submit(async (db) => {
        seen.push(`${name} begins`);
        await note(db, name);
        await Promise.resolve();
        seen.push(`${name} ends`);
      }, shared),
    );
    await Promise.all(callbacks);

    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('resolves nobody before all are committed, and then in order', async () => {
    const visible: unknown[][] = [];
    const callbacks = ['a', 'b', 'c'].map((name) =>
      commits
        .submit((db) => note(db, name), shared)
        .then(async () => {
          seen.push(name);
          visible.push(await notes());
        }),
    );
    await Promise.all(callbacks);

    expect(seen).toEqual(['a', 'b', 'c']);
    expect(visible).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  test('gives each the answer of its own callback', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((n) => commits.submit(async () => n * 10, shared)),
    );

    expect(answers).toEqual([10, 20, 30]);
  });

  test('sees what those before it in the group did', async () => {
    commits.submit((db) => note(db, 'a'), shared);

    const found = await commits.submit((db) => db.raw('select text from notes'), shared);

    expect(found).toEqual([{ text: 'a' }]);
  });

  test('takes those that come while it runs into a later group', async () => {
    let later: Promise<unknown> | undefined;
    await commits.submit(async (db) => {
      await note(db, 'a');
      later = commits.submit((inner) => note(inner, 'b'), shared);
    }, shared);

    expect(await notes()).toEqual(['a']);
    await later;
    expect(await notes()).toEqual(['a', 'b']);
  });

  test('of more than fit into one goes on in the next', async () => {
    const many = Array.from({ length: 1000 }, (_, n) =>
      commits.submit((db) => note(db, String(n)), shared),
    );
    await Promise.all(many);

    expect(await notes()).toHaveLength(1000);
  });
});

describe('a callback that fails', () => {
  test('loses its own work only, and rejects alone', async () => {
    const outcomes = await Promise.allSettled([
      commits.submit((db) => note(db, 'a'), shared),
      commits.submit(async (db) => {
        await note(db, 'b');
        throw new Error('changed my mind');
      }, shared),
      commits.submit((db) => note(db, 'c'), shared),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await notes()).toEqual(['a', 'c']);
  });

  test('by a statement has failed even if it hides the error, as on PostgreSQL', async () => {
    await commits.submit((db) => note(db, 'a'), shared);

    const hiding = commits.submit(async (db) => {
      await note(db, 'b');
      await note(db, 'a').catch(() => undefined);
    }, shared);

    await expect(hiding).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    expect(await notes()).toEqual(['a']);
  });

  test('by a statement can do nothing more', async () => {
    await commits.submit((db) => note(db, 'a'), shared);
    let goingOn: Promise<unknown> = Promise.resolve();

    const writing = commits.submit(async (db) => {
      await note(db, 'a').catch(() => undefined);
      goingOn = note(db, 'c');
      await goingOn.catch(() => undefined);
    }, shared);

    await expect(writing).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    await expect(goingOn).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  });
});

describe('a callback that waits for anything but its handle', () => {
  const foreign = {
    'a timer': () => wait(20),
    'another turn of the event loop': () => new Promise((resolve) => setImmediate(resolve)),
    'what never comes': () => new Promise(() => undefined),
  };

  test.each(Object.entries(foreign))('%s, is cut off and loses its work', async (_, other) => {
    const waiting = commits.submit(async (db) => {
      await note(db, 'lost');
      await other();
      await note(db, 'late');
    }, shared);
    const next = commits.submit((db) => note(db, 'kept'), shared);

    await expect(waiting).rejects.toThrow('waited for something other than its tx');
    await next;
    await wait(30);
    expect(await notes()).toEqual(['kept']);
  });

  test('holds up nobody else in its group', async () => {
    const outcomes = await Promise.allSettled([
      commits.submit((db) => note(db, 'a'), shared),
      commits.submit(() => new Promise(() => undefined), shared),
      commits.submit(() => new Promise(() => undefined), shared),
      commits.submit((db) => note(db, 'b'), shared),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await notes()).toEqual(['a', 'b']);
  });

  test('cannot write through its handle later', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const waiting = commits.submit(async (db) => {
      await wait(10);
      late = note(db, 'late');
      await late;
    }, shared);
    await expect(waiting).rejects.toThrow('waited for something other than its tx');

    await wait(30);

    await expect(late).rejects.toThrow('This tx has ended');
    expect(await notes()).toEqual([]);
  });
});

test('a handle that is kept beyond its callback is of no use', async () => {
  let kept: Db | undefined;
  await commits.submit(async (db) => {
    kept = db;
  }, shared);

  await expect(kept && note(kept, 'late')).rejects.toThrow('This tx has ended');
});

test('a failed COMMIT fails every callback of the group', async () => {
  await file.writer.raw('create table parents (id text primary key) strict');
  await file.writer.raw(
    'create table children (id text references parents (id) deferrable initially deferred) strict',
  );

  const outcomes = await Promise.allSettled([
    commits.submit((db) => note(db, 'a'), shared),
    commits.submit((db) => db.raw("insert into children values ('orphan')"), shared),
    commits.submit((db) => note(db, 'b'), shared),
  ]);

  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await notes()).toEqual([]);
  await commits.submit((db) => note(db, 'c'), shared);
  expect(await notes()).toEqual(['c']);
});

test('a database that rolls everything back by itself fails every callback of the group', async () => {
  const outcomes = await Promise.allSettled([
    commits.submit((db) => note(db, 'a'), shared),
    commits.submit(async (db) => {
      await note(db, 'b');
      await db.raw('insert or rollback into notes (text) values (?)', ['a']);
    }, shared),
    commits.submit((db) => note(db, 'c'), shared),
  ]);

  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await notes()).toEqual([]);
});

test('an exclusive callback runs alone, and may wait for other things', async () => {
  const before = commits.submit((db) => note(db, 'a'), shared);
  const alone = commits.submit(
    async (db) => {
      await wait(20);
      await note(db, 'b');
      return db.raw('select text from notes order by text');
    },
    { exclusive: true },
  );
  const after = commits.submit((db) => db.raw('select text from notes order by text'), shared);

  await before;
  expect(await alone).toEqual([{ text: 'a' }, { text: 'b' }]);
  expect(await after).toEqual([{ text: 'a' }, { text: 'b' }]);
});

test('closing waits for what was submitted and refuses what comes later', async () => {
  const accepted = commits.submit((db) => note(db, 'a'), shared);

  await commits.close();

  await expect(accepted).resolves.toBeDefined();
  await expect(commits.submit((db) => note(db, 'b'), shared)).rejects.toThrow('closed');
  expect(await notes()).toEqual(['a']);
});

test('the writer syncs every commit, keeps foreign keys and overwrites what it deletes', () => {
  const pragma = (name: string) => file.writer.database.pragma(name, { simple: true });

  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('synchronous')).toBe(2);
  expect(pragma('foreign_keys')).toBe(1);
  expect(pragma('secure_delete')).toBe(1);
  expect(pragma('busy_timeout')).toBeGreaterThan(0);
});

test('the reader cannot write', async () => {
  await expect(file.reader.raw("insert into notes values ('a')")).rejects.toThrow('readonly');
});
