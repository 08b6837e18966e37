import { createServer, get } from 'node:http';
import { expect, test } from 'vitest';
import { listenAnywhere } from '../listening.ts';
import { openRelay } from './relay.ts';

const ROUND_TRIP_MS = 40;
const body = Buffer.alloc(300_000, 'intarsia ');

test('a relay brings every byte in its order, and takes a round trip for the connection and one for the answer', async () => {
  const server = createServer((_, response) => response.end(body));
  const relay = await openRelay(await listenAnywhere(server), ROUND_TRIP_MS);
  const begun = performance.now();

  const received = await new Promise<Buffer>((resolve, reject) => {
    const asked = get({ port: relay.port, host: '127.0.0.1', agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
    });
    asked.on('error', reject);
  });
  const took = performance.now() - begun;
  await relay.close();
  server.close();

  expect(received.equals(body)).toBe(true);
  // Timers may be early by a part of a millisecond.
  expect(took).toBeGreaterThan(2 * ROUND_TRIP_MS - 5);
});
