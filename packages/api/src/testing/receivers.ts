import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A delivery as it came in. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The bytes as text. */
  readonly body: string;
  readonly json: { event: string; name: string; data: Record<string, unknown> };
}

/** What a receiver answers: a status, with headers and a body when it has any. */
type Answer = number | { status: number; headers: Record<string, string>; body?: Buffer };

/** A backend that takes deliveries on a port of its own. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How the next deliveries are answered: 204 until it says otherwise. */
  answer: (delivery: Received) => Answer | Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a backend on the loopback. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const delivery = { headers: request.headers, body, json: JSON.parse(body) };
    received.push(delivery);
    const answer = await receiver.answer(delivery);
    const {
      status,
      headers,
      body: sent,
    } = typeof answer === 'number' ? { status: answer, headers: {}, body: undefined } : answer;
    response.writeHead(status, headers).end(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}/hooks`,
    received,
    answer: () => 204,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
