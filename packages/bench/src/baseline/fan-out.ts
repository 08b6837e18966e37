import { createServer, type ServerResponse } from 'node:http';
import { listenAnywhere } from '../listening.ts';

/** A server that tells all who read the same. */
export interface BareFanOut {
  readonly port: number;
  close(): Promise<void>;
}

/** An event as the product tells of a new user, to the byte. */
const EVENT = Buffer.from(
  `id: 0c53131b-08ac-8806-a43d-000000000001\nevent: users.created\ndata: ${JSON.stringify({
    id: '0c53131b-08ac-8806-a43d-000000000001',
    type: 'users.created',
    occurred_at: '2030-01-31T09:30:00.000000Z',
    user: '018051aa-f7a9-7000-8000-000000000001',
    account: null,
    sequence: null,
    data: { user: '018051aa-f7a9-7000-8000-000000000001' },
  })}\n\n`,
);
const HELLO = Buffer.from('retry: 2000\nid: 0c53131b-08ac-8806-a43d-000000000000\n\n');

/**
 * The least that a Node program can do to tell many the same: node:http, one buffer, `write` for each. It
 * stores nothing, knows nobody, and waits for nobody who is slow. This is what a ratio of 1 means.
 */
export async function openBareFanOut(): Promise<BareFanOut> {
  const readers = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.write(HELLO);
      readers.add(response);
      response.once('close', () => readers.delete(response));
      return;
    }
    for (const reader of readers) reader.write(EVENT);
    response.writeHead(201, { 'content-length': 0 });
    response.end();
  });
  const port = await listenAnywhere(server);
  return {
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
