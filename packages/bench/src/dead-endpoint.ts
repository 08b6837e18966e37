import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import type { LoadResult } from './load/run.ts';
import { spreadOf } from './measure.ts';
import { type Receiver, timeNow } from './receiver/receiver.ts';
import type { Measured } from './report.ts';
import { askSandbox } from './sandbox.ts';

/** Events a second, one after another. */
const RATE = 100;
const AT_MOST = 1.5;

/**
 * From the request that makes a user until the receiver is told: beside an endpoint that takes connections
 * and never answers, in times of the same without it.
 */
export async function measureBesideDead(bench: Bench): Promise<Measured> {
  const beside = await openLive(bench, { isDead: true });
  const alone = await openLive(bench, { isDead: false });
  try {
    const [withDead, without]: [LoadResult[], LoadResult[]] = [[], []];
    for (let i = 0; i < bench.sizes.pace.repetitions; i++) {
      const turns = [
        async () => withDead.push(await beside.run()),
        async () => without.push(await alone.run()),
      ];
      for (const turn of i % 2 === 0 ? turns : turns.reverse()) await turn();
    }
    const ratio = spreadOf(withDead.map(({ p99_ms }, i) => p99_ms / (without[i]?.p99_ms ?? 0)));
    const typical = (results: readonly LoadResult[]): LoadResult => ({
      requests_per_second: RATE,
      p50_ms: spreadOf(results.map(({ p50_ms }) => p50_ms)).median,
      p99_ms: spreadOf(results.map(({ p99_ms }) => p99_ms)).median,
    });
    const aim = { at_most: AT_MOST };
    return { ratio, aim, product: typical(withDead), baseline: typical(without) };
  } finally {
    await Promise.all([beside.close(), alone.close()]);
  }
}

/** A product with a live endpoint, and what makes events for it. */
async function openLive(bench: Bench, { isDead }: { isDead: boolean }) {
  const product = await bench.product(bench.copy(await bench.world('few')));
  const receiver = await bench.receiver();
  const count = Math.max(10, Math.round((bench.sizes.pace.duration_ms * RATE) / 1000));
  for (const path of isDead ? ['live', 'dead'] : ['live']) {
    const url = `http://127.0.0.1:${receiver.port}/${path}`;
    const body = { events: ['users.created'], name: path, url };
    await askSandbox(product.port, { method: 'POST', path: '/v1/webhooks', body });
  }
  return {
    run: () => measureTold(product.port, receiver, count),
    close: async () => {
      await Promise.all([product.close(), receiver.close()]);
    },
  };
}

async function measureTold(
  product: number,
  receiver: Pick<Receiver, 'arrivals'>,
  count: number,
): Promise<LoadResult> {
  const sent = new Map<string, number>();
  const all = receiver.arrivals(count);
  const begun = timeNow();
  const made: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    await wait(Math.max(0, begun + (n * 1000) / RATE - timeNow()));
    const at = timeNow();
    const call = { method: 'POST', path: '/v1/users', body: {} } as const;
    // Safe: the answer of success is a user.
    made.push(
      askSandbox(product, call).then((user) => void sent.set((user as { id: string }).id, at)),
    );
  }
  await Promise.all(made);
  const latencies = (await all)
    .map(({ at, body }) => at - (sent.get(JSON.parse(body).data.user) ?? Number.NaN))
    .sort((a, b) => a - b);
  const share = (part: number) => latencies[Math.floor(latencies.length * part)] ?? Number.NaN;
  return { requests_per_second: RATE, p50_ms: share(0.5), p99_ms: share(0.99) };
}
