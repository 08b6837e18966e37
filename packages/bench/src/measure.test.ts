import { expect, test } from 'vitest';
import type { LoadJob } from './load/run.ts';
import { compareLoads, spreadOf } from './measure.ts';

test('a spread has the middle, or the mean of the two in the middle', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
});

test('two servers are loaded in turns, and change who begins', async () => {
  const ports: number[] = [];
  const run = async ({ port }: LoadJob) => {
    ports.push(port);
    return { requests_per_second: port * 100, p50_ms: 1, p99_ms: 2 };
  };
  const side = (port: number) => ({ port, requests: ['x'] });

  const { ratio, first, second } = await compareLoads(side(3), side(4), {
    load: { connections: 1, status: 200, run },
    pace: { warmup_ms: 1, duration_ms: 1, repetitions: 3 },
  });

  expect(ports).toEqual([3, 4, 3, 4, 4, 3, 3, 4]);
  expect(ratio).toEqual({ median: 0.75, least: 0.75, most: 0.75 });
  expect([first.requests_per_second, second.requests_per_second]).toEqual([300, 400]);
});

test('the ratio is the median of the ratios of each turn, not the ratio of medians', async () => {
  const answers = [0, 0, 10, 5, 20, 10, 60, 15];
  const run = async () => ({ requests_per_second: answers.shift() ?? 0, p50_ms: 0, p99_ms: 0 });

  const { ratio } = await compareLoads(
    { port: 1, requests: [] },
    { port: 2, requests: [] },
    {
      load: { connections: 1, status: 200, run },
      pace: { warmup_ms: 1, duration_ms: 1, repetitions: 3 },
    },
  );

  // The second repetition begins with the other server.
  expect(ratio).toEqual({ median: 2, least: 0.5, most: 4 });
});
