import type { Socket } from 'node:net';
import { responseReader } from './responses.ts';
import { type LoadResult, openSocket, resultOf } from './run.ts';

/** Readers of a stream, and one who makes something happen again and again that all of them are told. */
export interface FanOutJob {
  readonly port: number;
  readonly subscribers: number;
  /** The whole request of a reader, whose answer never ends. */
  readonly subscribe: string;
  /** The whole request that makes something happen. */
  readonly publish: string;
  /** The status of its success; any other ends the run. */
  readonly status: number;
  readonly duration_ms: number;
}

/** Connections that are opened together: more than that wait for the system. */
const AT_ONCE = 100;
/** What an event ends with; other messages have no data. */
const EVENT = /data: .*\n\n/;

/**
 * Publishes, waits until everybody was told, and publishes again. Gives how many were told a second, and how
 * long it took from the request to each arrival. Rejects when a connection breaks.
 */
export async function runFanOut(job: FanOutJob): Promise<LoadResult> {
  const { port, subscribers, subscribe, publish, status, duration_ms } = job;
  const readers: Reader[] = [];
  const publisher = await openPublisher(port);
  try {
    while (readers.length < subscribers) {
      const count = Math.min(AT_ONCE, subscribers - readers.length);
      const opened = Array.from({ length: count }, () => openReader(port, subscribe));
      readers.push(...(await Promise.all(opened)));
    }
    const latencies: number[] = [];
    const started = performance.now();
    while (performance.now() - started < duration_ms) {
      const sent = performance.now();
      const told = readers.map(async (reader) => latencies.push((await reader.told()) - sent));
      await Promise.all([...told, publisher.ask(publish, status)]);
    }
    return resultOf(latencies, performance.now() - started);
  } finally {
    publisher.leave();
    for (const { leave } of readers) leave();
  }
}

interface Reader {
  /** Resolves with the time of the next event. */
  told(): Promise<number>;
  leave(): void;
}

/** Resolves once the stream has begun. */
async function openReader(port: number, request: string): Promise<Reader> {
  const socket = await openSocket(port);
  const line = waiting<number>(socket);
  let rest = '';
  const begun = line.next();
  socket.write(request);
  socket.once('data', () => {
    line.tell(performance.now());
    socket.on('data', (piece) => {
      rest += piece.toString('latin1');
      if (!EVENT.test(rest)) return;
      rest = '';
      line.tell(performance.now());
    });
  });
  await begun;
  return { told: line.next, leave: () => socket.destroy() };
}

interface Publisher {
  /** Sends a request and waits for its answer. */
  ask(request: string, status: number): Promise<void>;
  leave(): void;
}

async function openPublisher(port: number): Promise<Publisher> {
  const socket = await openSocket(port);
  const line = waiting<number>(socket);
  socket.on('data', responseReader(line.tell));
  return {
    async ask(request, status) {
      const answer = line.next();
      socket.write(request);
      const seen = await answer;
      if (seen !== status) throw new Error(`an answer had status ${seen}`);
    },
    leave: () => socket.destroy(),
  };
}

/** Who waits for the next thing on a connection is told it, or that the connection has ended. */
function waiting<T>(socket: Socket) {
  let waiter: { resolve(value: T): void; reject(error: Error): void } | undefined;
  socket.once('close', () => waiter?.reject(new Error('the server closed a connection')));
  return {
    next: () =>
      new Promise<T>((resolve, reject) => {
        waiter = { resolve, reject };
      }),
    tell: (value: T) => waiter?.resolve(value),
  };
}
