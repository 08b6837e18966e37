import { afterAll, expect, test } from 'vitest';
import { openBench } from '../bench.ts';
import { tableReport } from '../report.ts';
import { runBench } from '../run.ts';
import { partsHere } from '../testing.ts';

const pace = { warmup_ms: 20, duration_ms: 40, repetitions: 1 };
const sizes = { few: 10, many: 10, pace, drive: { accounts: 1, days: 1 }, subscribers: 1 };
const browser = () => Promise.reject(new Error('no executable'));
const bench = openBench({ ...partsHere, browser }, sizes);

afterAll(() => bench.close());

test('where there is no browser the lines that need one say so, and the others are measured', async () => {
  const lines: string[] = [];

  await runBench(
    bench,
    'Link, ',
    tableReport((text) => lines.push(text)),
  );

  const [, , ...rows] = lines;
  const missing = rows.filter((row) => row.includes('left out: there is no browser'));
  expect(missing).toHaveLength(8);
  expect(rows.filter((row) => / KB /.test(row))).toHaveLength(2);
  expect(rows).toHaveLength(10);
});
