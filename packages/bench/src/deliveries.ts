import type { Bench } from './bench.ts';
import type { LoadResult } from './load/run.ts';
import { spreadOf } from './measure.ts';
import type { Arrival } from './receiver/receiver.ts';
import { timeNow } from './receiver/receiver.ts';
import type { Measured } from './report.ts';
import { askSandbox, connectSandbox } from './sandbox.ts';
import type { World } from './world/world.ts';

/** A login without any data: its account has no more than a dozen events. */
const LOGIN = { link_item: 'walmart', username: 'test_empty' } as const;
const ACCOUNTS = 100;
/** How the bare loop posts: one after another, or over as many connections as the product has at most. */
export const postings = {
  'one by one': { connections: 1, aim: { at_least: 0.5 } },
  '64 at once': { connections: 64, aim: undefined },
} as const;

/**
 * From the moment in which a paused webhook is resumed until the receiver has all that has waited, against a
 * bare loop that posts the very same bodies with the same headers over connections that are kept.
 */
export async function measureDeliveries(
  bench: Bench,
  world: World,
  { connections, aim }: (typeof postings)[keyof typeof postings],
): Promise<Measured> {
  const product = await bench.product(world);
  const receiver = await bench.receiver();
  const poster = bench.poster();
  const { port } = receiver;
  try {
    const deliver = await openDeliveries(product.port, { port, accounts: accountsOf(bench) });
    const first = await deliver(receiver.arrivals);
    const messages = first.arrivals.map(({ headers, body }) => ({ headers, body }));
    const loop = async () => {
      const began = poster.post({ port, connections, messages });
      return timed(await receiver.arrivals(messages.length), await began);
    };
    assertSame(first.arrivals, (await loop()).arrivals);
    const { warmup_ms, repetitions } = bench.sizes.pace;
    for (const turn of [() => deliver(receiver.arrivals), loop]) await warmUp(turn, warmup_ms);
    const own: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < repetitions; i++) {
      const turns = [
        async () => own.push((await deliver(receiver.arrivals)).ms),
        async () => theirs.push((await loop()).ms),
      ];
      for (const turn of i % 2 === 0 ? turns : turns.reverse()) await turn();
    }
    const ratio = spreadOf(own.map((ms, i) => (theirs[i] ?? Number.NaN) / ms));
    const rate = (times: readonly number[]) => rateOf(times, messages.length);
    return { ratio, aim, product: rate(own), baseline: rate(theirs) };
  } finally {
    await Promise.all([product.close(), receiver.close(), poster.close()]);
  }
}

/** A turn takes a tenth of a second: the first dozens are those of a compiler that learns. */
async function warmUp(turn: () => Promise<unknown>, for_ms: number): Promise<void> {
  const until = timeNow() + for_ms;
  while (timeNow() < until) await turn();
}

function accountsOf({ sizes }: Bench): number {
  return Math.min(ACCOUNTS, Math.ceil(sizes.few / 10));
}

/** What came, and the milliseconds until the last of it did. */
interface Delivered {
  readonly arrivals: readonly Arrival[];
  readonly ms: number;
}

function timed(arrivals: readonly Arrival[], began: number): Delivered {
  return { arrivals, ms: (arrivals.at(-1)?.at ?? Number.NaN) - began };
}

/** Makes events of some accounts, and gives what delivers all of them once more. */
async function openDeliveries(
  product: number,
  { port, accounts }: { port: number; accounts: number },
) {
  const ask = (method: 'POST' | 'PATCH', path: string, body: object) =>
    askSandbox(product, { method, path, body });
  await ask('PATCH', '/v1/sandbox/settings', { speed: 'instant' });
  for (let n = 0; n < accounts; n++) await connectSandbox(product, LOGIN);
  const url = `http://127.0.0.1:${port}/`;
  const input = { events: ['*'], name: 'Bench', url, secret: 'a secret of the bench alone' };
  // Safe: the answer of success is a webhook.
  const { id } = (await ask('POST', '/v1/webhooks', input)) as { id: string };
  const path = `/v1/webhooks/${id}`;

  return async (arrivals: (count: number) => Promise<Arrival[]>): Promise<Delivered> => {
    await ask('PATCH', path, { status: 'paused' });
    const from = '2000-01-01T00:00:00Z';
    // Safe: the answer of success says how many.
    const { replayed } = (await ask('POST', `${path}/replay`, { from })) as { replayed: number };
    const all = arrivals(replayed);
    const began = timeNow();
    await ask('PATCH', path, { status: 'active' });
    return timed(await all, began);
  };
}

/** Throws when the two do not post the same bytes: their speed could not be compared. */
function assertSame(ours: readonly Arrival[], theirs: readonly Arrival[]): void {
  const bodies = (arrivals: readonly Arrival[]) =>
    arrivals
      .map(({ body }) => body)
      .sort()
      .join('\n');
  if (bodies(ours) !== bodies(theirs)) throw new Error('the bodies of the deliveries differ');
}

/** Deliveries a second, and how long all of them took. */
function rateOf(times: readonly number[], count: number): LoadResult {
  const { median, most } = spreadOf(times);
  return { requests_per_second: (count * 1000) / median, p50_ms: median, p99_ms: most };
}
