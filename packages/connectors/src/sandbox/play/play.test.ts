import {
  type ConnectorIo,
  DAY,
  HOUR,
  later,
  type ScanBatch,
  type ScannedRecord,
  Scenario,
  type Session,
} from '@intarsia/domain';
import { expect, test } from 'vitest';
import { collect, logInFully, scanFully, stored, testIo } from '../../driver.ts';
import { sandbox } from '../index.ts';
import { itemOf } from '../testing.ts';

const NOW = testIo().clock.now();
const at = (now: string): ConnectorIo => testIo({ speed: 'instant', clock: { now: () => now } });

/** The session of a login that a scenario plays with from now on. */
async function sessionOf(slug: string, parts: object): Promise<Session> {
  const scenario = Scenario.parse({ name: 'mine', description: 'x', connect: [], ...parts });
  const credentials = { username: 'mine', password: 'passgood' };
  const attempt = { link_item: itemOf(slug), credentials, ordinal: 1, scenario };
  const last = (await collect(sandbox.connect(attempt, at(NOW)))).at(-1);
  if (last?.kind !== 'connected') throw new Error('the login did not connect');
  return stored(last.session);
}

const keyOf = ({ kind, source_id }: ScannedRecord) => `${kind} ${source_id}`;
const dateOf = ({ kind, data }: ScannedRecord) =>
  kind === 'payouts' ? data.payout_date : kind === 'activities' ? data.start_date : '';

/** Does to records what a worker does with a batch. */
function apply(rows: Map<string, ScannedRecord>, { records = [], listed = [] }: ScanBatch): void {
  const found = new Set(records.map(keyOf));
  for (const [key, row] of rows) {
    const isListed = listed.some(
      ({ kind, from = '', to = '~' }) =>
        kind === row.kind && dateOf(row) >= from && dateOf(row) <= to,
    );
    if (isListed && !found.has(key)) rows.delete(key);
  }
  for (const record of records) rows.set(keyOf(record), record);
}

const sorted = (rows: Iterable<ScannedRecord>) =>
  [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

const everything = [
  { after: '1d', tip: { activities: 4, amount: '3.25' } },
  { after: '30h', vanish: { activities: 2 } },
  { after: '3d', cancel: { activities: 1, payouts: 1 } },
  { after: '5d', add_document: { type: 'drivers_license', description: 'New' } },
  { after: '6d', raise: '7.5%' },
  { after: '9d', vanish: { payouts: 2, activities: 3 } },
  { after: '10d', add_document: { type: 'other', description: 'Letter' } },
  { after: '12d', redirect_pay: 'Juniper Credit Union' },
  { after: '13d', new_plate: 'NEW-1' },
  { after: '14d', new_employer: 'mossbridge_automotive' },
  { after: '15d', new_plate: 'NEW-2' },
  { after: '17d', drop_vehicle: true },
  { after: '20d', tip: { activities: 2, amount: '1.00' } },
];

test.each([
  ['uber', 12],
  ['paythread', 24],
  ['walmart', 24],
])('at %s, scans every %i hours come to what one look at the end shows', async (slug, hours) => {
  const session = await sessionOf(slug, { persona: 'test_1', later: everything });
  const rows = new Map<string, ScannedRecord>();
  let cursor: ScanBatch['cursor'] = null;
  let now = NOW;
  let first: ScanBatch['cursor'] = null;
  const end = later(NOW, 40 * DAY);
  while (now <= end) {
    const batches = await scanFully(sandbox, session, { io: at(now), from: cursor });
    for (const batch of batches) apply(rows, batch);
    const done = batches.at(-1);
    first ??= done?.cursor ?? null;
    cursor = done?.cursor ?? null;
    const turn = later(now, hours * HOUR);
    now = [turn, done?.again_at ?? turn].sort()[0] ?? turn;
  }
  const last = Object(cursor).at;

  // The same history, told once more from its beginning.
  const rest = { payouts: 'all', activities: 'all' };
  const from = stored({ ...Object(first), at: last, next: 'person', earlier: null, rest });
  const whole = await scanFully(sandbox, session, { io: at(last), from });

  const told = whole.flatMap(({ records = [] }) => [...records]);
  expect(told.length).toBeGreaterThan(50);
  expect(sorted(rows.values())).toEqual(sorted(told));
});

test.each([
  ['uber', 'gen_4', 12],
  ['paythread', 'test_jobs', 24],
  ['walmart', 'test_contractor', 24],
])(
  'at %s, scans of %s at odd times, many of them by hand, come to the same as one look',
  async (slug, username, hours) => {
    const login = { link_item: itemOf(slug), credentials: { username, password: 'passgood' } };
    const { session } = await logInFully(sandbox, login, at(NOW));
    const rows = new Map<string, ScannedRecord>();
    const forced_scans: string[] = [];
    const io = (now: string) => ({ ...at(now), forced_scans });
    const cursors: ScanBatch['cursor'][] = [];
    let now = NOW;
    for (let n = 0; n < 80; n++) {
      now = later(now, hours * HOUR * (0.2 + ((n * 7) % 10) / 10));
      if (n % 4 === 1 || n % 7 === 2) forced_scans.push(now);
      const from = stored(cursors.at(-1) ?? null);
      const batches = await scanFully(sandbox, session, { io: io(now), from });
      for (const batch of batches) apply(rows, batch);
      cursors.push(batches.at(-1)?.cursor ?? null);
    }

    const rest = { payouts: 'all', activities: 'all' };
    const told = { at: now, forced: forced_scans.length, quiet_until: null };
    const from = stored({ ...Object(cursors[0]), ...told, next: 'person', earlier: null, rest });
    const whole = await scanFully(sandbox, session, { io: io(now), from });

    expect(forced_scans.length).toBeGreaterThan(20);
    expect(sorted(rows.values())).toEqual(sorted(whole.flatMap(({ records = [] }) => records)));
  },
);

test('a scan by a clock that is behind takes back nothing that was seen', async () => {
  const session = await sessionOf('walmart', { persona: 'test_1', later: everything });
  const first = await scanFully(sandbox, session, { io: at(later(NOW, 16 * DAY)) });
  const from = first.at(-1)?.cursor ?? null;

  const again = await scanFully(sandbox, session, { io: at(later(NOW, 2 * DAY)), from });

  const rows = new Map<string, ScannedRecord>();
  for (const batch of first) apply(rows, batch);
  const before = sorted(rows.values());
  for (const batch of again) apply(rows, batch);
  expect(sorted(rows.values())).toEqual(before);
  expect(Object(again.at(-1)?.cursor).at).toBe(later(NOW, 16 * DAY));
});

test('a scripted scan gone on from any of its cursors brings exactly the rest', async () => {
  const scan = [
    { before: 'profile', wait: '1s' },
    { before: 'documents', wait: '2s' },
    { before: 'documents', wait: '3s' },
    { after_records: 30, wait: '4s' },
    { after_records: 500, wait: '5s' },
    { after_records: 90_000, wait: '6s' },
    { before: 'end', wait: '7s' },
  ];
  const session = await sessionOf('uber', { persona: 'test_1', scan });
  const usual = await scanFully(sandbox, await sessionOf('uber', { persona: 'test_1' }), {
    io: at(NOW),
  });

  const batches = await scanFully(sandbox, session, { io: at(NOW) });

  const recordsIn = (all: ScanBatch[]) => sorted(all.flatMap(({ records = [] }) => [...records]));
  expect(batches.flatMap(({ wait_ms }) => wait_ms ?? [])).toEqual(
    [1, 2, 3, 4, 5, 7].map((s) => s * 1000),
  );
  expect(recordsIn(batches)).toEqual(recordsIn(usual));
  for (const [place, { cursor }] of batches.slice(0, -1).entries()) {
    const rest = await scanFully(sandbox, session, { io: at(NOW), from: cursor });
    expect(rest).toEqual(batches.slice(place + 1));
  }
});

test('another login goes on with the times of the first one', async () => {
  const parts = { later: [{ after: '10d', disconnect: 'auth_required' }] };
  const session = await sessionOf('walmart', parts);
  const scenario = Scenario.parse({ name: 'mine', description: 'x', connect: [], ...parts });
  const credentials = { username: 'mine', password: 'passgood' };
  const again = async (now: string) => {
    const attempt = { link_item: itemOf('walmart'), credentials, ordinal: 2, scenario, session };
    const last = (await collect(sandbox.connect(attempt, at(now)))).at(-1);
    return last?.kind === 'connected' ? stored(last.session) : null;
  };
  const scanAt = (of: Session, now: string) => scanFully(sandbox, of, { io: at(now) });

  const soon = await again(later(NOW, 2 * DAY));
  const afterwards = await again(later(NOW, 11 * DAY));

  const lost = { name: 'ConnectionError', code: 'auth_required' };
  await expect(scanAt(session, later(NOW, 10 * DAY))).rejects.toMatchObject(lost);
  await expect(scanAt(soon, later(NOW, 10 * DAY))).rejects.toMatchObject(lost);
  await expect(scanAt(afterwards, later(NOW, 12 * DAY))).resolves.toBeDefined();
});
