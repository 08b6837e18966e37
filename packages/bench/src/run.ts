import type { Bench } from './bench.ts';
import { cases, titleOf } from './cases.ts';
import { figuresFor } from './figures.ts';
import { measureCase } from './measure-case.ts';
import type { Report } from './report.ts';

/** Measures everything that has `only` in its title, and tells each result as it comes. */
export async function runBench(bench: Bench, only: string, report: Report): Promise<void> {
  const lines = [
    ...cases.map((one) => ({
      title: titleOf(one, bench.sizes),
      measure: () => measureCase(bench, one),
    })),
    ...figuresFor(bench.sizes).map((one) => ({
      title: one.title(bench.sizes),
      measure: () => one.measure(bench),
    })),
  ];
  const chosen = lines.filter(({ title }) => title.toLowerCase().includes(only.toLowerCase()));
  if (chosen.length === 0) throw new Error(`--case: no title has "${only}" in it`);
  report.head();
  for (const { title, measure } of chosen) report.line(title, await measure());
}
