import { type DomainEvent, later, MINUTE, type Scope } from '@intarsia/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenEngine } from './engines/engine.ts';
import { compile, type Statement } from './engines/statements.ts';
import { feeds } from './events.ts';
import { nextOfHours } from './feed-hours.ts';
import { openDatabase, type Store, storeOn } from './store.ts';
import { engines, openWorld, type Place, START, silentLog, testId } from './testing.ts';

const EVENTS = 2000;
const ACCOUNT = testId(1);
const USER = testId(2);

/** One in a hundred is of a rare type, one in fifty of one account; some come late, and once the clock is set back. */
const told = Array.from({ length: EVENTS }, (_, n): DomainEvent => {
  const turns = (n < EVENTS / 2 ? n : n - 600) - (n % 11 === 0 ? 20 : 0);
  return {
    type: n % 100 === 7 ? 'accounts.removed' : 'accounts.updated',
    occurred_at: later(START, turns * 7 * MINUTE),
    data: { account: n % 50 === 0 ? ACCOUNT : testId(100 + (n % 49)), user: USER },
  };
});

/** A part of a plan of PostgreSQL that was carried out. */
interface Part {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Part[];
}

/** The events that were looked at, whether or not they were wanted. */
function looksOf(part: Part): number {
  const rows = part['Actual Rows'] + (part['Rows Removed by Filter'] ?? 0);
  const own = part['Relation Name'] === 'events' ? rows * part['Actual Loops'] : 0;
  return (part.Plans ?? []).reduce((sum, inner) => sum + looksOf(inner), own);
}

describe.each(engines)('the feed of a long time on $name', ({ name, place }) => {
  let at: Place;
  let open: OpenEngine;
  let store: Store;
  let scope: Scope;

  beforeAll(async () => {
    at = await place();
    open = await openDatabase({ url: at.url, log: silentLog });
    store = storeOn(open, { log: silentLog });
    await store.migrate();
    scope = await openWorld(store);
    await store.write((tx) => tx.outbox.append(scope, told));
    await open.read.raw('analyze events').catch(() => []);
  });
  afterAll(async () => {
    await open.close();
    await at.remove();
  });

  /** How often a statement looks at an event; SQLite tells only which ranges of its indexes it goes along. */
  async function looks<Args>(statement: Statement<Args, unknown>, args: Args) {
    const { sql, bind } = compile(statement, { q: open.q, dialect: open.engine.dialect });
    if (name === 'sqlite') {
      const plan = await open.read.raw(`explain query plan ${sql}`, bind(args));
      const lines = plan.map(({ detail }) => /^S\w+ events\b(.*)$/.exec(String(detail))?.[1]);
      return lines.flatMap((line) => (line === undefined ? [] : [/ AND (.*)\)/.exec(line)?.[1]]));
    }
    const rows = await open.read.raw(`explain (analyze, format json) ${sql}`, bind(args));
    // Safe: this is what the engine gives for one statement.
    const [{ 'QUERY PLAN': plans }] = rows as [{ 'QUERY PLAN': [{ Plan: Part }] }];
    return looksOf(plans[0].Plan);
  }

  const ofType = { sqlite: ['type=? AND cursor>?'], postgres: EVENTS / 100 };
  const ofAccount = { sqlite: ['account_id=? AND cursor>?'], postgres: EVENTS / 50 };
  const of = { after_cursor: 0, limit: 500, type: 'accounts.removed', of: ACCOUNT };

  test.each([
    ['oldest of a rare type', feeds.every.one.oldest, ofType],
    ['newest of a rare type', feeds.every.one.newest, ofType],
    ['oldest of a type and an account', feeds.account.one.oldest, ofAccount],
    ['newest of a type and an account', feeds.account.one.newest, ofAccount],
  ])('the %s are found without a look at all others', async (_, statement, wanted) => {
    expect(await looks(statement, { ...scope, ...of })).toEqual(wanted[name]);
  });

  test('the place where a time begins is found by one look at each of its hours', async () => {
    const time = { from_hour: '2022-04-24T00', to_hour: '2022-04-24T03' };

    const found = await looks(nextOfHours, { ...scope, ...time, after_cursor: 0 });

    const next = '<expr>>?';
    // Four hours, and twice the hour after them: where it ends, and where the next event is.
    const wanted = { sqlite: [next, next, '<expr>=? AND cursor>?'], postgres: 8 };
    expect(found).toEqual(wanted[name]);
  });

  test('nothing of a time lies before the place where it is said to go on', async () => {
    const moments = fc.integer({ min: -30, max: EVENTS }).map((n) => later(START, n * 7 * MINUTE));
    const times = fc.record({
      from: fc.option(moments, { nil: undefined }),
      to: fc.option(moments, { nil: undefined }),
      after_cursor: fc.integer({ min: 0, max: EVENTS }),
    });
    const hourOf = (time: string) => time.slice(0, 'YYYY-MM-DDTHH'.length);
    await fc.assert(
      fc.asyncProperty(times, async ({ from, to, after_cursor }) => {
        const found = await store.read.events.nextWithin(scope, { from, to, after_cursor });

        // The cursor of the first event is 1.
        const wanted = told.findIndex(
          ({ occurred_at }, n) =>
            n >= after_cursor &&
            (from === undefined || hourOf(occurred_at) >= hourOf(from)) &&
            (to === undefined || hourOf(occurred_at) <= hourOf(to)),
        );
        expect(found).toBe(wanted === -1 ? undefined : wanted + 1);
      }),
      { numRuns: 80 },
    );
  });
});
