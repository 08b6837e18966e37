import { connectors, createCatalogue } from '@intarsia/connectors';
import { collect, logInFully, scanFully, testIo } from '@intarsia/connectors/testing';
import {
  AccountRef,
  type CatalogueItem,
  type Connector,
  resourceKinds,
  type ScannedKind,
  type ScannedRecord,
  type Timestamp,
  takesForms,
} from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from './testing.ts';

const NOW: Timestamp = '2026-03-04T15:30:00.000000Z';
/** Logins that are looked at; every link item with data comes up. */
const LOGINS = { sqlite: 40, postgres: 6 } as const;

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const kinds = [
  'profiles',
  'employments',
  'documents',
  'vehicles',
  'payouts',
  'activities',
  'reputations',
  'pay_allocations',
] as const satisfies readonly ScannedKind[];

const items = createCatalogue({ compatibility: true })
  .list()
  .filter(
    ({ connector, item }) => connector === 'sandbox' && !item.has_two_fa && !item.is_disabled,
  );

function sandbox(): Connector {
  const found = connectors.get('sandbox');
  if (!found || takesForms(found)) throw new Error('no sandbox');
  return found;
}

/**
 * What the connector tells is held to its sums, for 1,000 logins, where it is made (see `money.test.ts` and
 * `settlements.test.ts` of its data). Here the JSON of the API is shown to be that, to the last character of
 * every amount: so the sums hold for what the API gives.
 */
describe.each(['sqlite', 'postgres'] as const)('the JSON of the API on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine, now: NOW });
    await t.rest('POST', '/v1/sandbox/clock/freeze');
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'instant' } });
  });
  afterAll(() => t.close());

  async function told(link_item: CatalogueItem, username: string): Promise<ScannedRecord[]> {
    const io = testIo({ speed: 'instant', seed: t.sandbox.seed, clock: { now: () => NOW } });
    const credentials = { username, password: 'passgood' };
    const { session } = await logInFully(sandbox(), { link_item, credentials }, io);
    const batches = await scanFully(sandbox(), session, { io });
    return batches.flatMap(({ records = [] }) => records);
  }

  /** Every row of a kind, as a client pages through them. */
  async function* listed(kind: ScannedKind, account: string): AsyncGenerator<Row> {
    let search = `account=${account}&limit=200`;
    for (;;) {
      const { body } = await t.rest('GET', `/v1/${resourceKinds[kind].path}?${search}`);
      // Safe: what a list answers is parsed with its model before anybody sees it.
      const { results, next } = body as { results: Row[]; next: string | null };
      yield* results;
      if (next === null) return;
      search = new URL(next).search.slice(1);
    }
  }

  /** A row as its source told of it: without what only this house knows. */
  function asTold(row: Row, papers: ReadonlyMap<string, Row>): string {
    const { id, account, created_at, updated_at, file_url, document_id, ...data } = row;
    const paper = typeof document_id === 'string' ? papers.get(document_id) : undefined;
    const shows = paper && [paper.document_type, paper.available_date];
    return JSON.stringify(sorted({ ...data, shows }));
  }

  test('is what the connector told, record by record and list by list', async () => {
    const seen: Record<string, number> = {};
    for (let n = 0; n < LOGINS[engine]; n++) {
      const item = items[n % items.length];
      if (!item) throw new Error('no link items');
      const username = `gen_${500 + n}`;
      const body = { link_item: item.item.id, username, password: 'passgood' };
      const { id } = AccountRef.parse(
        (await t.rest('POST', '/v1/sandbox/accounts', { body })).body,
      );
      const records = await told(item, username);
      const papers = new Map((await collect(listed('documents', id))).map((row) => [row.id, row]));
      const named = new Map(
        records.flatMap((one) => (one.kind === 'documents' ? [[one.source_id, one.data]] : [])),
      );
      for (const kind of kinds) {
        const rows = (await collect(listed(kind, id))).map((row) => asTold(row, papers));
        const wanted = records.flatMap((record) => {
          if (record.kind !== kind) return [];
          const paper = record.kind === 'payouts' ? named.get(record.document ?? '') : undefined;
          const shows = paper && [paper.document_type, paper.available_date];
          return [JSON.stringify(sorted({ ...record.data, employer: record.employer, shows }))];
        });
        if (rows.length !== wanted.length) {
          expect.unreachable(`${rows.length} ${kind} instead of ${wanted.length}: ${username}`);
        }
        const known = new Set(wanted);
        const odd = rows.find((row) => !known.has(row));
        if (odd) expect.unreachable(`${odd} is none of the ${kind} of ${username}`);
        seen[kind] = (seen[kind] ?? 0) + rows.length;
      }
    }

    expect(seen.profiles).toBe(LOGINS[engine]);
    for (const kind of kinds) expect([kind, (seen[kind] ?? 0) > 0]).toEqual([kind, true]);
    if (engine === 'sqlite') expect(seen.payouts).toBeGreaterThan(2000);
  }, 120_000);

  test('shows a user token its own user alone', async () => {
    const connect = async (username: string) => {
      const body = { link_item: 'warpride', username, password: 'passgood' };
      const { body: account } = await t.rest('POST', '/v1/sandbox/accounts', { body });
      return account as { id: string; user: string };
    };
    const [ours, theirs] = [await connect('gen_3'), await connect('test_empty')];
    const { body: pair } = await t.rest('POST', '/v1/user-tokens', { body: { user: theirs.user } });
    const auth = `Bearer ${Object(pair).access}`;
    const { body: own } = await t.rest('POST', '/v1/user-tokens', { body: { user: ours.user } });
    for (const kind of kinds) {
      const { path } = resourceKinds[kind];
      const [row] = await collect(listed(kind, ours.id));
      const count = async (search: string, token: string) =>
        Object((await t.rest('GET', `/v1/${path}?${search}`, { auth: token })).body).count;
      const mine = `Bearer ${Object(own).access}`;
      const whole = await count(`account=${ours.id}`, t.keys.sandbox.auth);

      expect((await t.rest('GET', `/v1/${path}/${row?.id}`, { auth })).status).toBe(404);
      expect((await t.rest('GET', `/v1/${path}/${row?.id}`, { auth: mine })).body).toMatchObject({
        id: row?.id,
      });
      for (const search of ['', `account=${ours.id}`]) {
        expect([kind, await count(search, auth)]).toEqual([kind, 0]);
        expect([kind, await count(search, mine)]).toEqual([kind, whole]);
      }
      expect(whole).toBeGreaterThan(0);
    }
  });
});

/** With the members of every object in one order: that of the API is the model's. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, one]) => [name, sorted(one)]));
}
