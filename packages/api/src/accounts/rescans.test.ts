import {
  type Account,
  DAY,
  type EventKind,
  eventKinds,
  HOUR,
  MINUTE,
  type Resource,
  resourceKinds,
  SECOND,
} from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { drive } from '../testing/clocks.ts';
import {
  connect,
  connected,
  engineNames,
  everyEventOf,
  pass,
  readAccount,
} from '../testing/logins.ts';
import { play } from '../testing/scenarios.ts';

type Row<Kind extends EventKind> = Resource<Kind>;

/** Every row of a kind that an account has, newest first. */
async function rowsOf<Kind extends EventKind>(t: TestInstance, kind: Kind, account: string) {
  const rows: Row<Kind>[] = [];
  for (let offset = 0; ; offset += 200) {
    const search = `account=${account}&limit=200&offset=${offset}`;
    const { body } = await t.rest('GET', `/v1/${resourceKinds[kind].path}?${search}`);
    // Safe: what a list answers is parsed with its model before anybody sees it.
    const { results, next } = body as { results: Row<Kind>[]; next: string | null };
    rows.push(...results);
    if (next === null) return rows;
  }
}

const forceScan = (t: TestInstance, id: string, auth?: string) =>
  t.rest('POST', `/v1/accounts/${id}/periodic-scan`, { body: {}, auth });

/** Whole and precise: the amounts have two decimals each. */
const cents = (amount: string | null | undefined) => Math.round(Number(amount ?? 0) * 100);
const total = (amounts: readonly (string | null | undefined)[]) =>
  amounts.reduce((sum, amount) => sum + cents(amount), 0);
/** What an activity or the line of a payout is about. */
const spanOf = ({ start_date, end_date }: { start_date: string | null; end_date: string | null }) =>
  `${start_date} ${end_date}`;

describe.each(engineNames)('later scans on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine, now: '2026-03-04T15:30:00.000000Z' });
    await drive(t, 'freeze');
  });
  afterAll(() => t.close());

  async function scanned(link_item: string, username: string): Promise<Account> {
    const { id } = await connect(t, { link_item, username });
    await drive(t, 'advance', { body: { by: 'PT5M' } });
    return readAccount(t, id);
  }

  test.each([
    ['warpride', 'gen_1'],
    ['walmart', 'gen_2'],
  ])('asked for by hand at %s add one to five, and touch nothing else', async (item, username) => {
    const before = await scanned(item, username);
    const { id } = before;
    const [payouts, activities] = [
      await rowsOf(t, 'payouts', id),
      await rowsOf(t, 'activities', id),
    ];
    const told = (await everyEventOf(t, id)).length;
    await drive(t, 'advance', { body: { by: 'PT1S' } });

    const answer = await forceScan(t, id);
    await drive(t, 'advance', { body: { by: 'PT1S' } });

    const after = await readAccount(t, id);
    const held = { payouts, activities };
    const events = (await everyEventOf(t, id)).slice(told);
    expect(answer).toMatchObject({ status: 200, body: {} });
    for (const kind of eventKinds) {
      const rows = await rowsOf(t, kind, id);
      const known = new Map<string, unknown>(held[kind].map((row) => [row.id, row]));
      const added = rows.filter((row) => !known.has(row.id));
      if (kind === 'payouts' || item === 'warpride') {
        expect(added.length).toBeGreaterThanOrEqual(1);
        expect(added.length).toBeLessThanOrEqual(5);
      }
      expect(rows.filter((row) => known.has(row.id))).toEqual(held[kind]);
      const dates = added
        .map((row) => ('payout_date' in row ? row.payout_date : row.start_date))
        .sort();
      const { available_count, available_from, available_to } = after.availability[kind] ?? {};
      expect(available_count).toBe(rows.length);
      expect(
        events
          .filter(({ type }) => type.startsWith(kind))
          .map(({ type, data }) => ({ type, data })),
      ).toEqual(
        added.length === 0
          ? []
          : [
              {
                type: `${kind}.added`,
                data: {
                  account: id,
                  user: before.user,
                  available_count,
                  available_from,
                  available_to,
                  added_from: dates[0],
                  added_to: dates.at(-1),
                  added_count: added.length,
                },
              },
            ],
      );
    }
    expect(events.at(-1)?.type).toBe('accounts.updated');
    for (const [kind, part] of Object.entries(after.availability)) {
      const was = Object.entries(before.availability).find(([name]) => name === kind)?.[1];
      if (!part || !was) continue;
      expect([kind, part.status, part.updated_at > was.updated_at]).toEqual([kind, 'synced', true]);
    }
  });

  test('asked for by hand leave every payout of a platform equal to its activities', async () => {
    const { id } = await scanned('warpride', 'gen_9');
    for (let n = 0; n < 3; n++) {
      await forceScan(t, id);
      await drive(t, 'advance', { body: { by: 'PT26H' } });
    }

    const works = await rowsOf(t, 'activities', id);
    const payouts = await rowsOf(t, 'payouts', id);
    const bySpan = new Map(works.map((work) => [spanOf(work), work]));
    const atOnce = payouts.filter(({ type }) => type === 'pay_card');
    const paid = new Set(atOnce.flatMap(({ gross_pay_list }) => gross_pay_list.map(spanOf)));
    let weeks = 0;
    for (const payout of payouts) {
      const { start_date, end_date } = payout.payout_period;
      const within = works.filter(
        (work) =>
          !paid.has(spanOf(work)) &&
          work.start_date >= (start_date ?? '') &&
          work.start_date <= (end_date ?? ''),
      );
      const named = payout.gross_pay_list.map((line) => bySpan.get(spanOf(line)));
      const own = atOnce.includes(payout) ? named : within;
      expect(total(own.map((work) => work?.income.total))).toBe(cents(payout.gross_pay));
      expect(total(payout.gross_pay_list.map(({ amount }) => amount))).toBe(
        cents(payout.gross_pay),
      );
      weeks += atOnce.includes(payout) ? 0 : 1;
    }
    expect(atOnce).toHaveLength(3);
    expect(weeks).toBeGreaterThan(50);
  });

  test.each([
    ['warpride', 'test_contractor', 'somewhere else'],
    // Paid at the end of the month: there is nothing to look for before.
    ['walmart', 'test_3', 'where it was'],
  ])('at %s that find nothing new move the availability, and not one row', async (...login) => {
    const [link_item, username, place] = login;
    const before = await scanned(link_item, username);
    const { id } = before;
    const historyOf = () =>
      t.instance.deps.store.read.scans.find({ environment_id: t.sandbox.id }, id);
    const held = await rowsOf(t, 'payouts', id);
    const history = await historyOf();
    await drive(t, 'advance', { body: { by: 'P3D' } });

    const after = await readAccount(t, id);
    const { last, finished } = await historyOf();
    expect(finished).toBeGreaterThan(history.finished);
    expect(last === history.last ? 'where it was' : 'somewhere else').toBe(place);
    const moved = (kind: 'payouts' | 'activities' | 'vehicles') =>
      (after.availability[kind]?.updated_at ?? '') > (before.availability[kind]?.updated_at ?? '');
    expect(held.length).toBeGreaterThan(20);
    expect(await rowsOf(t, 'payouts', id)).toEqual(held);
    expect([moved('payouts'), moved('activities'), moved('vehicles')]).toEqual([true, true, true]);
  });

  test.each([
    ['warpride', 12],
    ['walmart', 24],
  ])('come round at %s every %i hours', async (item, hours) => {
    const { id, availability } = await scanned(item, 'test_empty');
    const first = availability.profiles?.updated_at ?? '';
    const seen: (string | undefined)[] = [];
    for (let hour = 0; hour < 50; hour++) {
      seen.push((await readAccount(t, id)).availability.profiles?.updated_at);
      await drive(t, 'advance', { body: { by: 'PT1H' } });
    }

    const times = [...new Set(seen)].map((time) => Date.parse(time ?? '') - Date.parse(first));
    const turns = Array.from({ length: 1 + Math.floor(48 / hours) }, (_, n) => n * hours * HOUR);
    expect(times).toEqual(turns);
  });

  test.each([
    ['late-tip', 'updated', 'PT23H'],
    ['activities-vanish', 'removed', 'PT167H'],
  ] as const)(
    'of %s move exactly the rows that are %s, and tell which',
    async (name, verb, until) => {
      const { id, pass } = await play(t, { username: name, link_item: 'bobbin_eats' });
      await pass(until);
      const held = await rowsOf(t, 'activities', id);
      const cursor = (await everyEventOf(t, id)).length;

      const { availability, user } = await pass('PT2H');

      const rows = await rowsOf(t, 'activities', id);
      const now = new Map(rows.map((row) => [row.id, row]));
      const known = new Set(held.map((row) => row.id));
      const changed = held.filter((row) =>
        verb === 'removed' ? !now.has(row.id) : now.get(row.id)?.updated_at !== row.updated_at,
      );
      const still = held.filter((row) => !changed.includes(row));
      const ids = changed.map((row) => row.id);
      const dates = changed.map((row) => row.start_date).sort();
      const told = (await everyEventOf(t, id)).slice(cursor);
      const { available_count, available_from, available_to } = availability.activities ?? {};
      expect(changed.length).toBe(verb === 'removed' ? 3 : 2);
      expect(still.map((row) => now.get(row.id))).toEqual(still);
      const event = told.find(({ type }) => type === `activities.${verb}`);
      expect(event?.data).toMatchObject({
        account: id,
        user,
        [`${verb}_from`]: dates[0],
        [`${verb}_to`]: dates.at(-1),
        [`${verb}_count`]: changed.length,
      });
      const data: Record<string, unknown> = { ...event?.data };
      expect(new Set(Object(data[`${verb}_activities`]))).toEqual(new Set(ids));
      const added = rows.filter((row) => !known.has(row.id));
      if (added.length === 0) {
        expect(event?.data).toMatchObject({ available_count, available_from, available_to });
      }
    },
  );
});

describe('a scan asked for by hand', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('of an account in error is a 409, and nothing is scanned', async () => {
    const { id } = await connected(t, { password: 'pass_auth_required', username: 'gen_3' });
    const before = await readAccount(t, id);

    const answer = await forceScan(t, id);
    await pass(t, DAY);

    expect(answer).toMatchObject({ status: 409, body: { code: 'transition_illegal' } });
    expect(await readAccount(t, id)).toEqual(before);
  });

  test('while another one is under way is followed by one more at once', async () => {
    const { id } = await connect(t, { username: 'gen_1' });
    while ((await readAccount(t, id)).availability.profiles === null) await pass(t, SECOND);

    const answer = await forceScan(t, id);
    const { availability } = await readAccount(t, id);
    await pass(t, MINUTE);

    const payouts = await rowsOf(t, 'payouts', id);
    const types = (await everyEventOf(t, id)).map(({ type }) => type);
    expect([answer.status, availability.payouts?.status]).toEqual([200, 'in_progress']);
    expect(payouts.filter(({ type }) => type === 'pay_card')).not.toEqual([]);
    expect(types.slice(types.indexOf('payouts.fully_synced'))).toContain('payouts.added');
  });

  test('with a live key is a 404, whatever the account', async () => {
    const { id } = await connected(t);
    const told = (await everyEventOf(t, id)).length;

    const answer = await forceScan(t, id, t.keys.live.auth);

    expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
    await t.work();
    expect(await everyEventOf(t, id)).toHaveLength(told);
  });
});
