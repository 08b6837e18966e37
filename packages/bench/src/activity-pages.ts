import type { Bench } from './bench.ts';
import { type Call, numberText, requestText } from './cases.ts';
import { compareLoads, type Side } from './measure.ts';
import type { Product } from './product.ts';
import type { Measured } from './report.ts';
import { askSandbox } from './sandbox.ts';
import { activityRange, fillActivities } from './world/activities.ts';

/** Rows of the small table; the large one has as many as the large database has users. */
const FEW = 10_000;
const LIMIT = 200;

/** What is measured, in words. */
export function activityPagesTitle({ many }: Bench['sizes']): string {
  return `${LIMIT} activities by date, time at ${numberText(many)} ÷ at ${numberText(FEW)}`;
}

/** The time of a page of one account's activities between two dates, in times of the same in a small table. */
export async function measureActivityPages(bench: Bench): Promise<Measured> {
  const small = await openActivities(bench, Math.min(FEW, bench.sizes.many));
  const large = await openActivities(bench, bench.sizes.many);
  try {
    const { ratio, first, second } = await compareLoads(small.side, large.side, {
      load: { connections: 8, status: 200, run: bench.run },
      pace: bench.sizes.pace,
    });
    return { ratio, aim: { at_most: 1.3 }, product: second, baseline: first };
  } finally {
    await Promise.all([small.product.close(), large.product.close()]);
  }
}

async function openActivities(
  bench: Bench,
  rows: number,
): Promise<{ product: Product; side: Side }> {
  const world = bench.copy(await bench.world('few'));
  const account = fillActivities(world.file, world.environment_id, rows);
  const product = await bench.product(world);
  const query = new URLSearchParams({ account, ...activityRange, limit: String(LIMIT) });
  const page: Call = { method: 'GET', path: `/v1/activities?${query}` };
  // Safe: the answer of success is a page.
  const { results } = (await askSandbox(product.port, page)) as { results: unknown[] };
  if (results.length !== LIMIT) throw new Error(`${page.path}: ${results.length} activities`);
  return { product, side: { port: product.port, requests: [requestText(page)] } };
}
