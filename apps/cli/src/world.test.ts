import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { noOptions } from '@intarsia/domain';
import { afterAll, expect, test } from 'vitest';
import { type Answerer, answering, runLine, tempFolders } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret' };
const id = '018051aa-f7a9-7000-8000-000000000002';
const AT = '2030-01-31T09:00:00.000000Z';
const clock = { now: AT, mode: 'frozen', speed: 'fast', pending_jobs: 0, next_job_at: null };
const sizes = { users: 3, accounts: 1 };
const snapshot = { id, created_at: AT, now: AT, ...sizes };

const folders = tempFolders();
afterAll(() => folders.clear());

function asked(answer: Answerer) {
  const calls: [path: string, input: unknown][] = [];
  const fetch = answering((path, input) => {
    calls.push([path, input]);
    return answer(path, input);
  });
  const run = (line: string, input?: string) =>
    runLine(line.split(' '), { env, fetch, ...(input === undefined ? {} : { input }) });
  return { calls, run };
}

/** An account whose deposit switch is somewhere. */
function account(status: string, error: { code: string; message: string } | null = null) {
  const at = { error_code: null, error_message: null };
  const failed = error ? { error_code: error.code, error_message: error.message } : at;
  return {
    id,
    user: id,
    link_item: 'warpride',
    source: 'argyle_sandbox',
    employers: [],
    created_at: AT,
    updated_at: AT,
    connection: { status: 'connected', ...at },
    pay_distribution: { status, ...failed },
    availability: {},
  };
}

test.each([
  ['--latency-ms 250', { latency_ms: 250 }],
  ['--latency-ms off', { latency_ms: null }],
  ['--error-rate 0.25 --rate-limit 60', { error_rate: 0.25, rate_limit: 60 }],
  ['--rate-limit off --purge-idle-days 30', { rate_limit: null, purge_idle_days: 30 }],
  ['--allow-loopback yes', { allow_loopback: true }],
  ['--allow-loopback no', { allow_loopback: false }],
  ['--allow-loopback default --speed real', { allow_loopback: null, speed: 'real' }],
])('sandbox settings %s changes these alone', async (flags, changes) => {
  const { run, calls } = asked(() => ({ ...noOptions, speed: 'fast' }));

  const { code } = await run(`sandbox settings ${flags}`);

  expect([code, calls]).toEqual([0, [['sandboxSettings.update', changes]]]);
});

test.each([
  ['sandbox settings --latency-ms -1'],
  ['sandbox settings --latency-ms 1.5'],
  ['sandbox settings --latency-ms default'],
  ['sandbox settings --error-rate 2'],
  ['sandbox settings --error-rate '],
  ['sandbox settings --rate-limit 0'],
  ['sandbox settings --purge-idle-days never'],
  ['sandbox settings --allow-loopback off'],
  [`sandbox connection ${id} lost`],
  [`sandbox connection ${id} error`],
  [`sandbox connection ${id} error --error nonsense`],
  [`sandbox connection ${id} connected --error auth_required`],
  [`sandbox pay-distribution ${id} error --error auth_required`],
  ['sandbox reset'],
  ['sandbox snapshot restore newest'],
  [`sandbox snapshot remove ${id}`],
  [`pay-distribution start ${id}`],
  ['pay-distribution encrypt --file /nowhere/config.json'],
])('%s is not asked', async (line) => {
  const { run, calls } = asked(() => undefined);

  const { code, out } = await run(line);

  expect([code, out, calls]).toEqual([2, '', []]);
});

test.each([
  ['connection', 'setConnection', 'error --error auth_required', 'error', 'auth_required'],
  ['connection', 'setConnection', 'connected', 'connected', null],
  ['pay-distribution', 'setPayDistribution', 'updating', 'updating', null],
  ['pay-distribution', 'setPayDistribution', 'error --error mfa_timeout', 'error', 'mfa_timeout'],
])('sandbox %s is brought where it is wanted', async (...given) => {
  const [verb, operation, words, status, error_code] = given;
  const { run, calls } = asked(() => account('idle'));

  const { code } = await run(`sandbox ${verb} ${id} ${words}`);

  expect([code, calls]).toEqual([0, [[`sandbox.${operation}`, { id, status, error_code }]]]);
});

test('worlds are copied, listed, brought back and taken away', async () => {
  const { run, calls } = asked((path) => {
    if (path === 'snapshots.list') {
      return { count: 1, next: null, previous: null, results: [snapshot] };
    }
    return path === 'snapshots.create' ? snapshot : { ...clock, ...sizes };
  });

  const taken = await run('sandbox snapshot take');
  const listed = await run('sandbox snapshot list');
  const restored = await run(`sandbox snapshot restore ${id}`);
  const removed = await run(`sandbox snapshot remove ${id} --yes --json`);
  const emptied = await run('sandbox reset --yes --json');

  expect(taken.out).toMatch(/^Holds +3 users, 1 account$/m);
  expect(listed.out).toContain(`${id}  2030-01-31 09:00:00      3         1`);
  expect(restored.out).toMatch(/^Holds +3 users, 1 account\nNow \(UTC\) +2030-01-31 09:00:00\n/);
  expect(JSON.parse(removed.out)).toEqual({ id, removed: true });
  expect(JSON.parse(emptied.out)).toEqual({ ...clock, ...sizes });
  expect(calls).toEqual([
    ['snapshots.create', {}],
    ['snapshots.list', {}],
    ['snapshots.restore', { id }],
    ['snapshots.delete', { id }],
    ['snapshots.reset', {}],
  ]);
});

const config = {
  bank_account: {
    bank_name: 'Harborline Bank',
    routing_number: '141000128',
    account_number: '4837461592',
    account_type: 'checking',
  },
  entire_allocation: true,
};

test('a config is sealed and printed alone, so that it can be handed on', async () => {
  const file = path.join(folders.make(), 'config.json');
  writeFileSync(file, JSON.stringify(config));
  const { run, calls } = asked(() => ({ encrypted_config: 'sealed' }));

  const { code, out, err } = await run(`pay-distribution encrypt --file ${file}`);

  expect([code, out, err]).toEqual([0, 'sealed\n', '']);
  expect(calls).toEqual([['payDistributionConfigs.encrypt', config]]);
});

test.each([
  ['{', /must be JSON/],
  ['{"bank_account": {}}', /bank_account\.routing_number: is required/],
  ['{}', /no good config/],
])('a config such as %s is refused before anything is sent', async (text, says) => {
  const { run, calls } = asked(() => undefined);

  const { code, err } = await run('pay-distribution encrypt --file -', text);

  expect([code, calls]).toEqual([2, []]);
  expect(err).toMatch(says);
});

test('a switch is started with a text from stdin and says how it goes on', async () => {
  const { run, calls } = asked(() => account('awaiting_confirmation'));

  const { code, err } = await run(`pay-distribution start ${id} --config -`, 'sealed\n');

  expect(code).toBe(0);
  expect(calls).toEqual([['accounts.startPayDistribution', { id, encrypted_config: 'sealed' }]]);
  expect(err).toContain(`intarsia pay-distribution confirm ${id}`);
});

test.each([
  ['success', null, 0],
  ['error', { code: 'card_update_failed', message: 'No card.' }, 1],
])('a confirmed switch that ends in %s is waited for', async (status, error, exit) => {
  const walk = [account('scanning'), account('updating'), account(status, error)];
  const { run } = asked(() => (walk.length > 1 ? walk.shift() : walk[0]));

  const { code, out, err } = await run(`pay-distribution confirm ${id} --wait`);

  expect(code).toBe(exit);
  expect(out).toContain(status);
  expect(err).toBe(error ? 'error: The switch failed: No card. (card_update_failed)\n' : '');
});

test('a switch that does not end is waited for as long as was said', async () => {
  const { run } = asked(() => account('updating'));

  const { code, err } = await run(`pay-distribution confirm ${id} --wait --timeout 5s`);

  expect(code).toBe(1);
  expect(err).toContain('after 5 s');
});
