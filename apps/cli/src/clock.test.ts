import { noOptions } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { type Answerer, answering, Refusal, runLine } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret' };
const NOW = '2030-01-31T09:00:00.000000Z';
const clock = {
  now: NOW,
  mode: 'frozen',
  speed: 'fast',
  pending_jobs: 1200,
  next_job_at: '2030-02-01T08:59:47.120000Z',
};
const driven = { ...clock, jobs_run: 3, stopped: null };

/** A server that notes what it is asked, and moves its clock where it is told to. */
function asked(answer: Answerer = () => driven) {
  const calls: [path: string, input: unknown][] = [];
  const fetch = answering((path, input) => {
    calls.push([path, input]);
    return path === 'clock.get' ? clock : answer(path, input);
  });
  const run = (line: string, terminal?: { columns: number }) =>
    runLine(line.split(' '), { env, fetch, ...(terminal ? { terminal } : {}) });
  return { calls, run };
}

test('the clock is shown with what waits for it', async () => {
  const { run } = asked();

  const { code, out } = await run('sandbox clock get');

  expect(code).toBe(0);
  expect(out).toMatch(/^Now \(UTC\) +2030-01-31 09:00:00\n/);
  expect(out).toContain('◆ frozen');
  expect(out).toContain('1,200 jobs, the next at 2030-02-01 08:59:47');
});

test.each([
  ['freeze', 'clock.freeze', {}],
  ['freeze --at 2030-02-01T00:00:00+01:00', 'clock.freeze', { at: '2030-02-01T00:00:00+01:00' }],
  ['resume', 'clock.resume', {}],
  ['advance --by 90s', 'clock.advance', { by: 'PT90S' }],
  ['advance --by 2d', 'clock.advance', { by: 'PT172800S' }],
  ['advance --by P1DT0.5S', 'clock.advance', { by: 'P1DT0.5S' }],
  ['advance --to 2031-01-01T00:00Z', 'clock.advance', { to: '2031-01-01T00:00Z' }],
  ['run', 'clock.run', {}],
  ['step', 'clock.step', {}],
  ['reset', 'clock.reset', {}],
  ['reset --seed tulip', 'clock.reset', { seed: 'tulip' }],
  [
    'reset --at 2024-01-15T09:00:00Z --seed tulip',
    'clock.reset',
    { at: '2024-01-15T09:00:00Z', seed: 'tulip' },
  ],
])('sandbox clock %s asks for it and tells what was done', async (line, path, input) => {
  const { run, calls } = asked();

  const { code, out } = await run(`sandbox clock ${line} --json`);

  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(driven);
  expect(calls.filter(([name]) => name !== 'clock.get')).toEqual([[path, input]]);
});

test('a long way goes in parts, and counts all that was done', async () => {
  const { run, calls } = asked((_, { to }) => ({ ...driven, now: to }));

  const { code, out, err } = await run('sandbox clock advance --by P1Y', { columns: 80 });

  const stops = calls.slice(1).map(([, input]) => (input as { to: string }).to);
  expect(code).toBe(0);
  expect(stops).toHaveLength(40);
  expect(stops).toEqual([...stops].sort());
  expect(stops.at(-1)).toBe('2031-01-31T09:00:00.000000Z');
  expect(out).toContain('120 jobs');
  expect(err).toContain('50 %');
});

test('a way that stops half-way says where and why', async () => {
  const stopped = { at: NOW, reason: 'jobs' };
  const { run, calls } = asked(() => ({ ...driven, jobs_run: 1_000_000, stopped }));

  const { code, out } = await run('sandbox clock advance --by 400d');

  expect([code, calls.length]).toEqual([0, 2]);
  expect(out).toContain('1,000,000 jobs');
  expect(out).toMatch(/Stopped .*a million/);
});

test.each([
  ['sandbox clock advance'],
  ['sandbox clock advance --by 1d --to 2031-01-01T00:00:00Z'],
  ['sandbox clock advance --by yesterday'],
  ['sandbox clock advance --by -P1D'],
  ['sandbox clock advance --by 0s'],
  ['sandbox clock advance --by P6Y'],
  ['sandbox clock reset --seed '],
  ['sandbox clock'],
  ['sandbox clock tick'],
  ['sandbox settings --speed warp'],
])('%s is not asked', async (line) => {
  const { run, calls } = asked();

  const { code, out } = await run(line);

  expect([code, out, calls]).toEqual([2, '', []]);
});

test.each([
  ['soon', 'such as 90s, 12h, 31d or P1M'],
  ['-3d', 'such as 90s, 12h, 31d or P1M'],
  ['-P3D', 'must not go backwards'],
  ['P6Y', 'must be at most five years'],
  ['0s', 'must be longer than no time'],
])('%s is no way to move the clock: %s', async (by, expected) => {
  const { err } = await asked().run(`sandbox clock advance --by ${by}`);

  expect(err).toContain(`--by: `);
  expect(err).toContain(expected);
});

test('a clock that somebody else drives is a failure that tells to come back', async () => {
  const { run } = asked(() => {
    throw new Refusal('Somebody else drives the clock.', { code: 'clock_busy' });
  });

  const { code, err } = await run('sandbox clock run');

  expect(code).toBe(1);
  expect(err).toContain('Somebody else drives the clock. (clock_busy)');
  expect(err).toContain('try again');
});

test('settings are shown, and changed only when asked to', async () => {
  const { run, calls } = asked((path) => ({
    ...noOptions,
    speed: path.endsWith('get') ? 'fast' : 'instant',
  }));

  const shown = await run('sandbox settings');
  const changed = await run('sandbox settings --speed instant --json');

  expect(shown.out).toMatch(/^Speed +fast\nLatency +off\n/);
  expect(JSON.parse(changed.out)).toEqual({ ...noOptions, speed: 'instant' });
  expect(calls).toEqual([
    ['sandboxSettings.get', {}],
    ['sandboxSettings.update', { speed: 'instant' }],
  ]);
});
