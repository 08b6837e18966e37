import type { Bench, Open } from './bench.ts';
import { type Case, requestText } from './cases.ts';
import { ask, differences } from './compare.ts';
import { compareLoads } from './measure.ts';
import type { Ratio } from './report.ts';
import type { World } from './world/world.ts';

/** Calls of a case whose answers are compared before it is timed. */
const COMPARED = 5;

/** Measures product against baseline, once their answers were found to be the same. */
export async function measureCase(bench: Bench, one: Case): Promise<Ratio> {
  const world = await bench.world(one.users);
  const own = () => (one.writes ? bench.copy(world) : world);
  const product = await bench.product(own());
  const baseline = await bench.baseline(own());
  try {
    await assertSame(one, { world, product, baseline });
    const requests = one.calls(world).map(requestText);
    const { ratio, first, second } = await compareLoads(
      { port: product.port, requests },
      { port: baseline.port, requests },
      { load: { ...one, run: bench.run }, pace: bench.sizes.pace },
    );
    return { ratio, aim: one.aim, product: first, baseline: second };
  } finally {
    await Promise.all([product.close(), baseline.close()]);
  }
}

type Server = Open & { readonly port: number };

/** Throws when the two servers answer differently: their speed could not be compared. */
async function assertSame(
  { name, status, calls }: Case,
  { world, product, baseline }: { world: World; product: Server; baseline: Server },
): Promise<void> {
  for (const call of calls(world).slice(0, COMPARED)) {
    const seen = await ask(product.port, call);
    if (seen.status !== status) throw new Error(`${name}: answered ${seen.status} ${seen.body}`);
    const found = differences(seen, await ask(baseline.port, call), world.signing.secret);
    if (found.length > 0) {
      throw new Error(`${name}: the answers differ\n${JSON.stringify(found, null, 2)}`);
    }
  }
}
