import { connect, createServer, type Socket } from 'node:net';
import type { Open } from '../bench.ts';
import { listenAnywhere } from '../listening.ts';

/** A way to a server of this machine that is as long as one to a server elsewhere. */
export type Relay = Open & { readonly port: number };

/** Opens a way on which a byte and its answer are under way for so many milliseconds. A new connection takes as long. */
export async function openRelay(to: number, round_trip_ms: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: to, host: '127.0.0.1', noDelay: true });
    // Nothing is read before the connection would have been made.
    near.pause();
    setTimeout(() => near.resume(), round_trip_ms);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => setTimeout(() => into.write(chunk), round_trip_ms / 2));
      from.on('end', () => setTimeout(() => into.end(), round_trip_ms / 2));
      // Whoever breaks off on one side is gone on the other.
      from.on('error', () => into.destroy());
      from.on('close', () => sockets.delete(from));
    }
  });
  const port = await listenAnywhere(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
