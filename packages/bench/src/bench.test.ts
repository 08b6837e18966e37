import { engines } from '@intarsia/store/testing';
import { afterAll, expect, test } from 'vitest';
import { openBench } from './bench.ts';
import { cases, titleOf } from './cases.ts';
import { figuresFor } from './figures.ts';
import { measureCase } from './measure-case.ts';
import { partsHere } from './testing.ts';

const pace = { warmup_ms: 20, duration_ms: 40, repetitions: 2 };
/** A browser on a busy machine takes its time. */
const SLOW_MS = 60_000;
const drive = { accounts: 2, days: 3 };
const place = await engines.find(({ name }) => name === 'postgres')?.place();
const sizes = { few: 300, many: 2000, pace, drive, subscribers: 5, postgres: place?.url };
const bench = openBench(partsHere, sizes);

afterAll(async () => {
  await bench.close();
  await place?.remove();
});

test.each(cases.map((one) => [titleOf(one, bench.sizes), one] as const))(
  '%s: both servers answer the same, and are timed',
  async (_, one) => {
    const { ratio, product, baseline } = await measureCase(bench, one);

    expect(ratio.median).toBeGreaterThan(0);
    expect(ratio.least).toBeLessThanOrEqual(ratio.most);
    expect(product.requests_per_second).toBeGreaterThan(0);
    expect(baseline.p99_ms).toBeGreaterThanOrEqual(baseline.p50_ms);
  },
);

/** What is left of the openings of Link is near and far, and has an empty cache and a full one. */
const spared = /^Link, .*(full cache|empty cache, 50 ms away)$/;
const figures = figuresFor(bench.sizes)
  .map((one) => [one.title(bench.sizes), one] as const)
  .filter(([title]) => !spared.test(title));

test.each(figures)(
  '%s: is measured',
  async (_, one) => {
    const measured = await one.measure(bench);

    if ('left_out' in measured) throw new Error(measured.left_out);
    const { median } = 'ratio' in measured ? measured.ratio : measured.value;
    expect(median).toBeGreaterThan(0);
  },
  SLOW_MS,
);
