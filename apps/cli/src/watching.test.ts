import { expect, test } from 'vitest';
import { answering, Refusal, runLine } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret', NO_COLOR: '1' };
const id = '018051aa-f7a9-7000-8000-000000000002';
const AT = '2022-04-22T14:26:40.682437Z';
const SECOND = '2022-04-22T14:26:40Z';

type Status = 'connecting' | 'connected' | 'error';
type Sync = 'in_progress' | 'synced' | 'sync_failed';

function account(status: Status, read?: { facts: Sync; events: Sync; payouts: number }) {
  const fact = read ? { status: read.facts, updated_at: AT } : null;
  const event = (available_count: number) => {
    const edge = available_count > 0 ? SECOND : null;
    const extent = { available_count, available_from: edge, available_to: edge };
    return read ? { status: read.events, updated_at: AT, ...extent } : null;
  };
  const error_code = status === 'error' ? 'service_unavailable' : null;
  return {
    id,
    link_item: 'warpride',
    was_connected: read !== undefined,
    connection: { status, error_code, error_message: error_code && 'Away.', updated_at: AT },
    availability: {
      profiles: fact,
      employments: fact,
      reputations: fact,
      documents: fact,
      vehicles: fact,
      pay_allocations: null,
      payouts: event(read?.payouts ?? 0),
      activities: event(0),
      forms: null,
    },
  };
}

type Shown = ReturnType<typeof account> | Refusal;

const way = [
  account('connecting'),
  account('connecting'),
  account('connected'),
  account('connected', { facts: 'in_progress', events: 'in_progress', payouts: 0 }),
  account('connected', { facts: 'synced', events: 'in_progress', payouts: 75 }),
  account('connected', { facts: 'synced', events: 'synced', payouts: 1200 }),
];

/** A server whose account is seen in one state after the other, and stays in the last. */
function seen(states: readonly Shown[], mode: 'running' | 'frozen' = 'running') {
  let look = 0;
  const fetch = answering((path) => {
    if (path === 'clock.get') return { mode, speed: 'fast' };
    const state = states[Math.min(look++, states.length - 1)];
    if (state instanceof Refusal) throw state;
    return state;
  });
  return (flags: readonly string[] = [], terminal?: { columns: number }) =>
    runLine(['accounts', 'watch', id, ...flags], { env, fetch, ...(terminal ? { terminal } : {}) });
}

test('without a terminal every change is a line, and the end is success', async () => {
  const { code, out, err } = await seen(way)();

  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toEqual([
    'connecting',
    'connected, the first scan begins',
    'scanning, 0 of 7 kinds read',
    'scanning, 5 of 7 kinds read, 75 payouts',
    'synced, 1,200 payouts',
    '',
  ]);
});

test('for programs every change is an account on a line of its own', async () => {
  const { code, out, err } = await seen(way)(['--json']);

  const lines = out.trimEnd().split('\n');
  expect([code, err]).toEqual([0, '']);
  expect(lines.map((line) => JSON.parse(line))).toEqual(way.slice(1));
});

test('a terminal is drawn over in place, and keeps what was seen last', async () => {
  const { code, out } = await seen(way)([], { columns: 60 });

  const screens = out.split(/\p{Cc}\[\d+A\r\p{Cc}\[J/u);
  const last = screens.at(-1) ?? '';
  expect([code, screens.length]).toEqual([0, way.length]);
  expect(screens[0]).toMatch(/^◇◇+ {2}warpride, 0 s\n/);
  expect(last).toMatch(/^◆{8} {2}warpride, 1 s\n/);
  expect(last).toMatch(/^Payouts +◆ synced +1,200, back to 2022-04-22$/m);
  expect(last).toMatch(/^Activities +◆ synced +none$/m);
  expect(last).not.toContain('Pay allocations');
  // As high as the lines that were written, or the next screen would not stand in its place.
  for (const [place, up] of [...out.matchAll(/\p{Cc}\[(\d+)A/gu)].entries()) {
    expect(screens[place]?.trimEnd().split('\n')).toHaveLength(Number(up[1]));
  }
});

test('no line is wider than the terminal', async () => {
  const { out } = await seen(way)([], { columns: 30 });

  const lines = out.replaceAll(/\p{Cc}\[\d*[AJ]\r?/gu, '').split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBe(30);
});

test.each([
  ['a login that fails', account('error'), 'The login failed: Away. (service_unavailable)'],
  [
    'a scan that fails',
    account('error', { facts: 'synced', events: 'sync_failed', payouts: 7 }),
    'The connection failed: Away. (service_unavailable)',
  ],
])('%s ends the watching with exit code 1', async (_, end, says) => {
  const { code, out, err } = await seen([account('connecting'), end])();

  expect(code).toBe(1);
  expect(out.split('\n').at(-2)).toBe('error: Away. (service_unavailable)');
  expect(err).toContain(says);
});

test('a scan that is tried again after a failure is not the end', async () => {
  const failed = account('connected', { facts: 'synced', events: 'sync_failed', payouts: 7 });
  const synced = account('connected', { facts: 'synced', events: 'synced', payouts: 9 });

  const { code, out } = await seen([failed, synced])();

  expect([code, out]).toEqual([0, 'scanning, 5 of 7 kinds read, 7 payouts\nsynced, 9 payouts\n']);
});

test('a busy server is asked again, for a while', async () => {
  const busy = new Refusal('Busy.', { code: 'store_busy' });

  const passing = await seen([busy, busy, ...way])();
  const lasting = await seen([busy])();

  expect(passing.code).toBe(0);
  expect(lasting.code).toBe(5);
});

test('an account that goes away ends the watching', async () => {
  const gone = new Refusal('Not found.', { code: 'account_not_found' });

  const { code, err } = await seen([account('connecting'), gone])();

  expect(code).toBe(3);
  expect(err).toContain('account_not_found');
});

test('what does not end is watched as long as was said, and a frozen clock is named', async () => {
  const { code, out, err } = await seen([account('connecting')], 'frozen')(['--timeout', '5s']);

  expect([code, out]).toEqual([1, 'connecting\n']);
  expect(err).toContain('intarsia sandbox clock run');
  expect(err).toContain('not through after 5 s');
});
