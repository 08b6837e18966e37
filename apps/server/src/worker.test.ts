import type { Log } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { startWorker } from './worker.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Work that is told what to do next, and tells when it was asked. */
function scripted(steps: (number | Error)[]) {
  let wake = () => {};
  let asked = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    jobs: {
      async work() {
        asked += 1;
        for (const { count, resolve } of waiting) if (asked >= count) resolve();
        const step = steps.shift() ?? 0;
        if (step instanceof Error) throw step;
        return step;
      },
      idle: async () => {},
      dueIn: async (): Promise<number | undefined> => undefined,
      onWake(listener: () => void) {
        wake = listener;
      },
    },
    wake: () => wake(),
    asked: () => asked,
    askedAtLeast: (count: number) =>
      asked >= count
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.push({ count, resolve })),
  };
}

test('work goes on without a pause as long as there is some', async () => {
  const { jobs, askedAtLeast } = scripted([3, 1, 2]);
  const started = performance.now();

  const worker = startWorker(jobs, quiet);
  await askedAtLeast(4);
  await worker.stop();

  expect(performance.now() - started).toBeLessThan(500);
});

test('an added job wakes the loop at once', async () => {
  const { jobs, askedAtLeast, wake } = scripted([]);
  const started = performance.now();
  const worker = startWorker(jobs, quiet);
  await askedAtLeast(1);

  wake();
  await askedAtLeast(2);
  await worker.stop();

  expect(performance.now() - started).toBeLessThan(500);
});

test('a job that falls due soon is not kept waiting for the next look', async () => {
  const { jobs, askedAtLeast } = scripted([]);
  const started = performance.now();

  const worker = startWorker({ ...jobs, dueIn: async () => 10 }, quiet);
  await askedAtLeast(3);
  await worker.stop();

  expect(performance.now() - started).toBeLessThan(500);
});

test('a failure is told and does not end the loop', async () => {
  const told: object[] = [];
  const { jobs, askedAtLeast, wake } = scripted([new Error('database away'), 1]);

  const worker = startWorker(jobs, { ...quiet, error: (fields) => told.push(fields) });
  await askedAtLeast(1);
  wake();
  await askedAtLeast(2);
  await worker.stop();

  expect(told).toMatchObject([{ failures: 1, wait_ms: 250 }]);
});

test('stopping waits for the running job and takes no other', async () => {
  let release = () => {};
  let ended = false;
  let asked = 0;
  const { jobs } = scripted([]);
  const worker = startWorker(
    {
      ...jobs,
      async work() {
        asked += 1;
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        ended = true;
        return 1;
      },
    },
    quiet,
  );

  const stopped = worker.stop();
  release();
  await stopped;

  expect({ ended, asked }).toEqual({ ended: true, asked: 1 });
});
