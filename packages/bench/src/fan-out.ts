import type { Bench, Streaming } from './bench.ts';
import { type Call, numberText, requestText } from './cases.ts';
import { compareLoads, spreadOf } from './measure.ts';
import type { Measured } from './report.ts';

/** Follows the events of the sandbox. */
const subscribe: Call = { method: 'GET', path: '/v1/events/stream' };
/** Makes one happen. */
const publish: Call = { method: 'POST', path: '/v1/users', body: {} };
const AT_LEAST = 0.5;
const LOOK_MS = 20;

/** One of the two servers of streams. */
export type Side = 'product' | 'bare';

/** What is measured, in words. */
export function fanOutTitle({ subscribers }: Bench['sizes']): string {
  return `an event to ${numberText(subscribers)} subscribers`;
}

/** The same for what each of them takes. */
export function subscriberTitle(side: Side, { subscribers }: Bench['sizes']): string {
  const of = side === 'bare' ? ' of bare res.write' : '';
  return `memory per subscriber of ${numberText(subscribers)}${of}`;
}

/**
 * From the request that makes something happen until a subscriber is told, against a bare `res.write` of one
 * buffer to as many. The product commits a user, waits for the disk, and reads the event from the database.
 */
export async function measureFanOut(bench: Bench): Promise<Measured> {
  const product = await open(bench, 'product');
  const bare = await open(bench, 'bare');
  try {
    const side = ({ port }: Streaming) => ({
      port,
      requests: [subscribe, publish].map(requestText),
    });
    const { ratio, first, second } = await compareLoads(side(product), side(bare), {
      load: {
        connections: bench.sizes.subscribers,
        status: 201,
        run: ({ port, connections, status, duration_ms }) =>
          follow(bench, { port, subscribers: connections, status, duration_ms }),
      },
      pace: bench.sizes.pace,
    });
    return { ratio, aim: { at_least: AT_LEAST }, product: first, baseline: second };
  } finally {
    await Promise.all([product.close(), bare.close()]);
  }
}

/** The most that a server has taken while it told its subscribers, beyond what it took before, for each. */
export async function measureSubscriber(bench: Bench, side: Side): Promise<Measured> {
  const { subscribers, pace } = bench.sizes;
  const server = await open(bench, side);
  const memory = () => server.memory() ?? Number.NaN;
  try {
    const { port } = server;
    // Once with few, so that what is made only once is there before.
    await follow(bench, { port, subscribers: 1, status: 201, duration_ms: pace.warmup_ms });
    const before = memory();
    let most = before;
    const look = setInterval(() => {
      most = Math.max(most, memory());
    }, LOOK_MS);
    await follow(bench, { port, subscribers, status: 201, duration_ms: pace.duration_ms });
    clearInterval(look);
    const kilobytes = (Math.max(most, memory()) - before) / subscribers / 1024;
    return { value: spreadOf([kilobytes]), unit: 'KB' };
  } finally {
    await server.close();
  }
}

async function open(bench: Bench, side: Side): Promise<Streaming> {
  return side === 'bare' ? bench.bareFanOut() : bench.product(bench.copy(await bench.world('few')));
}

function follow(
  bench: Bench,
  job: { port: number; subscribers: number; status: number; duration_ms: number },
) {
  const requests = { subscribe: requestText(subscribe), publish: requestText(publish) };
  return bench.follow({ ...job, ...requests });
}
