import { createServer } from 'node:http';
import { listenAnywhere } from '../listening.ts';

/** What a backend was sent, as it came over the wire. */
export interface Arrival {
  /** Milliseconds since 1970, with fractions: the same clock in all processes of a machine. */
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A backend that takes whatever it is sent, but for what is sent to `/dead`, which it never answers. */
export interface Receiver {
  readonly port: number;
  /** Waits until so many have come since it was last asked, and gives them in their order. */
  arrivals(count: number): Promise<Arrival[]>;
  close(): Promise<void>;
}

/** What the process of a backend is asked: for so many arrivals, or for its port. */
export interface ReceiverQuestion {
  readonly count?: number;
}

/** The time now, as arrivals tell it. */
export function timeNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Starts a backend on the loopback. */
export async function openReceiver(): Promise<Receiver> {
  const arrived: Arrival[] = [];
  let onArrival = () => {};
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/dead') return;
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      arrived.push({ at: timeNow(), headers, body: Buffer.concat(parts).toString() });
      response.writeHead(204).end();
      onArrival();
    });
  });
  const port = await listenAnywhere(server);
  return {
    port,
    arrivals: (count) =>
      new Promise((resolve) => {
        onArrival = () => {
          if (arrived.length < count) return;
          onArrival = () => {};
          resolve(arrived.splice(0, count));
        };
        onArrival();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
