import type { Bench } from './bench.ts';
import { numberText } from './cases.ts';
import { spreadOf } from './measure.ts';
import type { Measured } from './report.ts';
import { askSandbox, connectSandbox, rowsIn } from './sandbox.ts';

/** Resources of the world that is emptied and brought back. */
const ROWS = 10_000;
const AIM_MS = 50;
/** Some two thousand rows each. */
const LOGIN = { link_item: 'uber', username: 'test_1' } as const;

/** Which of the two is timed. */
export type Turn = 'restore' | 'reset';

/** What is measured, in words. */
export function worldTitle(turn: Turn, sizes: Bench['sizes']): string {
  return `${turn} of a world of ${numberText(rowsOf(sizes))} rows`;
}

function rowsOf({ many }: Bench['sizes']): number {
  return Math.min(ROWS, many);
}

/** The time in which a sandbox is emptied, or gets its world back. */
export async function measureWorld(bench: Bench, turn: Turn): Promise<Measured> {
  const world = bench.copy(await bench.world('few'));
  const product = await bench.product(world);
  const post = (path: string) =>
    askSandbox(product.port, { method: 'POST', path: `/v1/sandbox/${path}`, body: {} });
  try {
    await post('reset');
    const body = { speed: 'instant' };
    await askSandbox(product.port, { method: 'PATCH', path: '/v1/sandbox/settings', body });
    while (rowsIn(world) < rowsOf(bench.sizes)) await connectSandbox(product.port, LOGIN);
    // Safe: the answer of success is a snapshot.
    const { id } = (await post('snapshots')) as { id: string };
    const times: Record<Turn, number[]> = { reset: [], restore: [] };
    for (let i = 0; i < bench.sizes.pace.repetitions; i++) {
      for (const one of ['reset', 'restore'] as const) {
        const begun = performance.now();
        await post(one === 'reset' ? 'reset' : `snapshots/${id}/restore`);
        times[one].push(performance.now() - begun);
      }
    }
    return { value: spreadOf(times[turn]), unit: 'ms', aim: { at_most: AIM_MS } };
  } finally {
    await product.close();
  }
}
