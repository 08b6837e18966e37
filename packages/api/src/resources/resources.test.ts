import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { drive } from '../testing/clocks.ts';
import { connect, engineNames, makeUser } from '../testing/logins.ts';

/** One of a list, with the dates that either kind has. */
interface Row {
  readonly id: string;
  readonly account: string;
  readonly created_at: string;
  readonly payout_date?: string;
  readonly start_date?: string;
}

interface List {
  readonly count: number;
  readonly next: string | null;
  readonly results: Row[];
}

const NOBODY = '018051aa-0000-7000-8000-000000000000';
const dateOf = (row: Row) => row.payout_date ?? row.start_date ?? '';

describe.each(engineNames)('lists of what accounts have, on %s', (engine) => {
  let t: TestInstance;
  let user: string;
  let drives: string;
  let works: string;
  beforeAll(async () => {
    t = await testInstance({ engine });
    await drive(t, 'freeze');
    user = await makeUser(t);
    drives = (await connect(t, { user, username: 'gen_1' })).id;
    works = (await connect(t, { user, username: 'gen_2', link_item: 'walmart' })).id;
    await connect(t, { username: 'gen_3', link_item: 'walmart' });
    await drive(t, 'advance', { body: { by: 'PT5M' } });
  });
  afterAll(() => t.close());

  /** Asks for a list that is answered. */
  async function list(path: string): Promise<List> {
    const answer = await t.rest('GET', path);
    expect(answer.status).toBe(200);
    return answer.body as List; // Safe: answers are parsed with their models before they are sent.
  }

  /** Every row of a list, page by page. */
  async function all(path: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let next: string | null = `${path}&limit=200`; next !== null; ) {
      const page: List = await list(next.replace(/^https?:\/\/[^/]+/, ''));
      rows.push(...page.results);
      next = page.next;
    }
    return rows;
  }

  test.each(['payouts', 'activities'])(
    '%s come by their own dates, the newest first',
    async (kind) => {
      const rows = await all(`/v1/${kind}?user=${user}`);
      const dates = rows.map(dateOf);

      expect(rows.length).toBeGreaterThan(50);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(dates).toEqual([...dates].sort().reverse());
      expect((await list(`/v1/${kind}?user=${user}`)).count).toBe(rows.length);
    },
  );

  test('a filter by dates gives what lies between them, both included, and counts it', async () => {
    const rows = await all(`/v1/activities?account=${drives}`);
    const [from, to] = [dateOf(rows[70] ?? fail()), dateOf(rows[20] ?? fail())];
    const days = [from.slice(0, 10), to.slice(0, 10)];
    const bounds = [
      { asked: [from, to], keeps: (date: string) => date >= from && date <= to },
      {
        asked: days,
        keeps: (date: string) => date >= `${days[0]}` && date.slice(0, 10) <= `${days[1]}`,
      },
      { asked: [from, undefined], keeps: (date: string) => date >= from },
      { asked: [undefined, to], keeps: (date: string) => date <= to },
      { asked: [to, from], keeps: () => false },
    ];
    for (const { asked, keeps } of bounds) {
      const [first, last] = asked;
      const search = [
        `account=${drives}`,
        ...(first ? [`from_start_date=${first}`] : []),
        ...(last ? [`to_start_date=${last}`] : []),
      ].join('&');
      const wanted = rows.filter((row) => keeps(dateOf(row)));
      const found = await all(`/v1/activities?${search}`);

      expect(found).toEqual(wanted);
      expect((await list(`/v1/activities?${search}&limit=1`)).count).toBe(wanted.length);
    }
  });

  test('an order by creation holds for both ends, and over all pages', async () => {
    const path = `/v1/payouts?account=${works}`;
    const up = await all(`${path}&ordering=created_at`);
    const down = await all(`${path}&ordering=-created_at`);

    const times = up.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort());
    expect(down).toEqual([...up].reverse());
    expect(new Set(up.map(({ id }) => id))).toEqual(new Set((await all(path)).map(({ id }) => id)));
  });

  test('a cursor beats an offset and another order', async () => {
    const first = await list(`/v1/payouts?account=${works}&limit=3`);
    const cursor = new URL(first.next ?? '').searchParams.get('cursor');
    const plain = await list(`/v1/payouts?account=${works}&limit=3&cursor=${cursor}`);
    const mixed = `cursor=${cursor}&offset=50&ordering=created_at`;

    expect((await list(`/v1/payouts?account=${works}&limit=3&${mixed}`)).results).toEqual(
      plain.results,
    );
    expect(plain.results).toEqual((await all(`/v1/payouts?account=${works}`)).slice(3, 6));
  });

  test('an account or user that nobody has has nothing, and both filters hold at once', async () => {
    for (const search of [
      `account=${NOBODY}`,
      `user=${NOBODY}`,
      `account=${works}&user=${NOBODY}`,
    ]) {
      expect(await list(`/v1/payouts?${search}`)).toMatchObject({ count: 0, results: [] });
    }
    const both = await list(`/v1/payouts?account=${works}&user=${user}&limit=1`);
    expect(both.count).toBe((await list(`/v1/payouts?account=${works}&limit=1`)).count);
    expect(both.results[0]?.account).toBe(works);
  });

  test('the live environment sees none of it', async () => {
    const auth = t.keys.live.auth;
    const [row] = (await list(`/v1/payouts?account=${works}&limit=1`)).results;

    expect((await t.rest('GET', '/v1/payouts', { auth })).body).toMatchObject({ count: 0 });
    expect((await t.rest('GET', `/v1/payouts/${row?.id}`, { auth })).status).toBe(404);
    expect((await t.rest('GET', `/v1/activities/${row?.id}`)).status).toBe(404);
  });
});

function fail(): never {
  throw new Error('too few rows');
}
