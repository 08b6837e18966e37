import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A delivery as it came in. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The bytes as text. */
  readonly body: string;
}

/** A backend that takes deliveries on a port of its own. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What the next deliveries are answered: 204 until it says otherwise. */
  status: number;
  close(): Promise<void>;
}

/** Starts a backend on the loopback, at any port when none is said. */
export async function openReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    const { status } = receiver;
    response.writeHead(status).end(status < 300 ? undefined : '{"error":"no such user here"}');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}`,
    received,
    status: 204,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
