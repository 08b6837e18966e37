import { createServer as createHttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { OutgoingAnswer } from '@intarsia/domain';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type OpenOutgoing, type OutgoingOptions, openOutgoing } from './outgoing.ts';
import { certificate } from './testing/certificate.ts';

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});
afterAll(() => expect(opened).toEqual([]));

/** A door that waits for 300 ms, unless it is said otherwise. */
function door(options: Partial<OutgoingOptions> = {}): OpenOutgoing {
  const outgoing = openOutgoing({ timeout_ms: 300, ...options });
  opened.push(() => outgoing.close());
  return outgoing;
}

/** Listens on the loopback until the test ends; gives the port. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** A receiver that says something of its own as soon as a request has begun. */
function saying(say: (socket: Socket) => void): Promise<number> {
  return listen(createServer((socket) => socket.once('data', () => say(socket))));
}

/** What every receiver below is sent, once connections of before are free again. */
async function post(
  outgoing: OpenOutgoing,
  url: string,
  { allow_loopback = true, signal = new AbortController().signal } = {},
): Promise<OutgoingAnswer> {
  await setImmediate();
  return outgoing.post({ url, headers: {}, body: '{"event":"é"}', signal, allow_loopback });
}

/** Writes again and again, as fast as the other side reads, until it goes away. */
function flood(socket: Socket, text: string): void {
  const part = text.repeat(Math.ceil(65_536 / text.length));
  const more = () => {
    while (!socket.destroyed && socket.write(part));
  };
  socket.on('drain', more);
  more();
}

const head = 'HTTP/1.1 200 OK\r\n';

describe('a receiver that', () => {
  const misbehaviours: [string, (socket: Socket) => void, Partial<OutgoingAnswer>][] = [
    ['never answers', () => undefined, { status: null, error: 'no answer within 0.3 seconds' }],
    ['hangs up', (s) => s.end(), { status: null, error: 'other side closed (UND_ERR_SOCKET)' }],
    [
      'resets the connection',
      (s) => s.resetAndDestroy(),
      { status: null, error: 'read ECONNRESET (ECONNRESET)' },
    ],
    [
      'speaks no HTTP',
      (s) => s.end('220 mail.example.com ESMTP\r\n'),
      { status: null, error: expect.stringContaining('does not match the HTTP/1.1 protocol') },
    ],
    [
      'sends garbage as a header',
      (s) => s.end(`${head}\0\x01: \x02\r\n\r\n`),
      { status: null, error: expect.stringContaining('Invalid header token') },
    ],
    [
      'sends headers without an end',
      (s) => {
        s.write(head);
        flood(s, 'x-more: and more\r\n');
      },
      { status: null, error: 'Headers Overflow Error (UND_ERR_HEADERS_OVERFLOW)' },
    ],
    [
      'sends headers drop by drop',
      (s) => {
        s.write(head);
        const drip = setInterval(() => s.write('x-a: b\r\n'), 20);
        s.on('close', () => clearInterval(drip));
      },
      { status: null, error: 'no answer within 0.3 seconds' },
    ],
    [
      'sends interim answers without an end',
      (s) => flood(s, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
      { status: null, error: 'too many interim answers' },
    ],
    [
      'sends a few interim answers first',
      (s) => s.end(`${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(3)}HTTP/1.1 204 No Content\r\n\r\n`),
      { status: 204, error: null },
    ],
    [
      'says that a body is wanted which it has',
      (s) => s.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
      { status: null, error: 'bad response (UND_ERR_SOCKET)' },
    ],
    [
      'wants another protocol',
      (s) =>
        s.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      { status: null, error: 'bad upgrade (UND_ERR_SOCKET)' },
    ],
    [
      'sends ten gigabytes',
      (s) => {
        s.write(`${head}content-length: 10000000000\r\n\r\n`);
        flood(s, 'x');
      },
      { status: 200, error: null, excerpt: 'x'.repeat(1024) },
    ],
    [
      'sends chunks without an end',
      (s) => {
        s.write(`${head}transfer-encoding: chunked\r\n\r\n`);
        flood(s, '4\r\nabcd\r\n');
      },
      { status: 200, error: null, excerpt: 'abcd'.repeat(256) },
    ],
    [
      'sends its body drop by drop',
      (s) => {
        s.write(`${head}content-length: 10000\r\n\r\n`);
        const drip = setInterval(() => s.write('.'), 20);
        s.on('close', () => clearInterval(drip));
      },
      { status: 200, error: null, excerpt: expect.stringMatching(/^\.+$/) },
    ],
    [
      'breaks off its body',
      (s) => s.end(`${head}content-length: 10\r\n\r\nhalf`),
      { status: 200, error: null, excerpt: 'half' },
    ],
    [
      'sends a body with 204',
      (s) => s.write('HTTP/1.1 204 No Content\r\ncontent-length: 4\r\n\r\nbody'),
      { status: 204, error: null },
    ],
    [
      'says goes on after its answer',
      (s) => s.write('HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 500 No\r\n\r\n\0\0'),
      { status: 204, error: null },
    ],
    [
      'sends bytes that are no text',
      (s) => s.end(`${head}content-length: 6\r\n\r\na\0b\x1b\x7f\n`),
      { status: 200, excerpt: 'a\ufffdb\ufffd\ufffd\n' },
    ],
    [
      'leads elsewhere',
      (s) => s.end('HTTP/1.1 307 Go\r\nlocation: http://169.254.169.254/\r\n\r\n'),
      { status: 307, error: null },
    ],
    [
      'says nonsense about retries',
      (s) => s.end('HTTP/1.1 429 Wait\r\nretry-after: -\xff1e9\r\ncontent-length: 0\r\n\r\n'),
      { status: 429, error: null },
    ],
  ];

  test.each(misbehaviours)('%s is told of in words, and in time', async (_, say, wanted) => {
    const port = await saying(say);
    const begun = performance.now();

    const answer = await post(door(), `http://127.0.0.1:${port}/`);

    expect(answer).toMatchObject(wanted);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test.each([
    ['ten gigabytes', 'content-length: 10000000000', 'x'],
    ['chunks without an end', 'transfer-encoding: chunked', '4\r\nabcd\r\n'],
  ])('sends %s is left long before the time is over', async (_, header, text) => {
    const port = await saying((s) => {
      s.write(`${head}${header}\r\n\r\n`);
      flood(s, text);
    });

    const answer = await post(door({ timeout_ms: 5000 }), `http://127.0.0.1:${port}/`);

    expect(answer.status).toBe(200);
    expect(answer.latency_ms).toBeLessThan(2500);
  });

  test('cuts a character in two does not spoil what is kept', async () => {
    const port = await saying((s) => s.end(`${head}\r\n${'a'.repeat(1023)}😀`));

    const { excerpt } = await post(door(), `http://127.0.0.1:${port}/`);

    expect(excerpt).toBe(`${'a'.repeat(1023)}\ufffd`);
  });

  test('is not there, or not to be trusted, is told of in words', async () => {
    const free = await listen(createServer());
    for (const close of opened.splice(0)) close();
    const secure = createSecureServer(certificate, (_, response) => response.end());
    const port = await listen(secure);

    const outgoing = door();
    const refused = await post(outgoing, `http://127.0.0.1:${free}/`);
    const untrusted = await post(outgoing, `https://127.0.0.1:${port}/`);
    const plain = await post(outgoing, `http://127.0.0.1:${port}/`);

    expect(refused.error).toContain('ECONNREFUSED');
    expect(untrusted).toMatchObject({
      status: null,
      error: 'self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    expect(plain).toMatchObject({ status: null, error: expect.stringContaining('closed') });
  });
});

describe('connections', () => {
  /** A backend that counts its connections, and those who came by name. */
  async function backend() {
    const seen = { connections: 0, requests: 0 };
    const server = createHttpServer((request, response) => {
      seen.requests += 1;
      request.resume();
      response.end();
    });
    server.on('connection', () => {
      seen.connections += 1;
    });
    return { server, seen, port: await listen(server) };
  }

  test('are used again', async () => {
    const { port, seen } = await backend();
    const outgoing = door();
    for (let n = 0; n < 5; n++) await post(outgoing, `http://127.0.0.1:${port}/`);

    expect(seen).toEqual({ connections: 1, requests: 5 });
  });

  test('that the receiver has closed meanwhile cost nobody a try', async () => {
    let asked = 0;
    const port = await listen(
      createServer((socket) => {
        socket.on('data', () => {
          asked += 1;
          // The second request on a connection finds it closed.
          if (asked === 2) socket.resetAndDestroy();
          else socket.write('HTTP/1.1 204 No Content\r\n\r\n');
        });
      }),
    );
    const outgoing = door();

    const first = await post(outgoing, `http://127.0.0.1:${port}/`);
    const second = await post(outgoing, `http://127.0.0.1:${port}/`);

    expect([first.status, second.status, asked]).toEqual([204, 204, 3]);
  });

  test('of an environment that may use this machine are not for one that may not', async () => {
    const { port, seen } = await backend();
    const outgoing = door({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    const url = `http://hooks.example:${port}/`;
    const mayUse = await post(outgoing, url);
    const mayNot = await post(outgoing, url, { allow_loopback: false });
    const again = await post(outgoing, url);

    expect([mayUse.status, again.status]).toEqual([200, 200]);
    expect(mayNot).toMatchObject({ status: null, error: expect.stringContaining('private') });
    expect(seen).toEqual({ connections: 1, requests: 2 });
  });

  test('lead to the address that was looked at: a host is looked up once for each', async () => {
    const { port, seen } = await backend();
    const asked: string[] = [];
    const outgoing = door({
      resolve: async (host) => {
        asked.push(host);
        return [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
      },
    });

    const first = await post(outgoing, `http://hooks.example:${port}/`);
    const kept = await post(outgoing, `http://hooks.example:${port}/`);
    outgoing.close();
    const turned = await post(outgoing, `http://hooks.example:${port}/`);

    expect([first.status, kept.status]).toEqual([200, 200]);
    expect(turned.error).toBe('the address must not lead to a private or reserved address');
    expect(seen.requests).toBe(2);
    expect(asked).toEqual(['hooks.example', 'hooks.example']);
  });
});

describe('a name', () => {
  test('that nobody resolves in time is waited for no longer than a receiver', async () => {
    const outgoing = door({ timeout_ms: 60, resolve: () => new Promise(() => undefined) });

    const answer = await post(outgoing, 'http://hooks.example/');
    const refusal = await outgoing.refusal('http://hooks.example/', { allow_loopback: false });

    expect(answer).toMatchObject({ status: null, error: 'no answer within 0.06 seconds' });
    expect(refusal).toBeUndefined();
  });

  test('that is resolved too late leads nobody to the receiver any more', async () => {
    let asked = 0;
    const server = createHttpServer((_, response) => {
      asked += 1;
      response.end();
    });
    const port = await listen(server);
    const found = [{ address: '127.0.0.1', family: 4 }] as const;
    let find: () => void = () => undefined;
    const outgoing = door({
      timeout_ms: 60,
      resolve: () => new Promise((resolve) => (find = () => resolve(found))),
    });
    const connected = new Promise((resolve) => server.once('connection', resolve));

    const late = await post(outgoing, `http://hooks.example:${port}/`);
    find();
    await connected;
    const again = post(outgoing, `http://hooks.example:${port}/`);
    await setImmediate();
    await setImmediate();
    find();

    expect([late.status, (await again).status, asked]).toEqual([null, 200, 1]);
  });

  test.each([
    ['is unknown', 'ENOTFOUND', 'must lead to a host that can be found'],
    ['is too long to be asked for', 'EINVAL', 'must lead to a host that can be found'],
    ['can not be asked for now', 'EAI_AGAIN', undefined],
  ])('that %s is refused only when it is for good', async (_, code, refusal) => {
    const outgoing = door({
      resolve: () => Promise.reject(Object.assign(new Error('no'), { code })),
    });
    const url = 'http://hooks.example/';

    expect(await outgoing.refusal(url, { allow_loopback: false })).toBe(refusal);
    expect((await post(outgoing, url)).error).toBe(
      'the address must lead to a host that can be found',
    );
  });

  test.each(['invalid', 'hooks.invalid', 'Hooks.INVALID.'])(
    '%s never exists, and nobody is asked for it',
    async (host) => {
      const outgoing = door({ resolve: async () => [{ address: '93.184.215.14', family: 4 }] });

      const refusal = await outgoing.refusal(`http://${host}/`, { allow_loopback: false });

      expect(refusal).toBe('must lead to a host that can be found');
    },
  );

  test('that leads nowhere is refused', async () => {
    const outgoing = door({ resolve: async () => [] });

    const refusal = await outgoing.refusal('http://hooks.example/', { allow_loopback: true });
    const answer = await post(outgoing, 'http://hooks.example/');

    expect(refusal).toBe('must lead to a host that can be found');
    expect(answer.error).toBe('the address must lead to a host that can be found');
  });
});

test.each([
  ['before its connection stands', (stop: () => void) => stop()],
  ['while its receiver takes its time', () => undefined],
])('a request that is given up %s throws the reason at once', async (_, atOnce) => {
  const given = new AbortController();
  const stop = () => given.abort(new Error('the worker stops'));
  const port = await saying(stop);
  const begun = performance.now();
  const answer = post(door({ timeout_ms: 5000 }), `http://127.0.0.1:${port}/`, {
    signal: given.signal,
  });
  atOnce(stop);

  await expect(answer).rejects.toThrow('the worker stops');
  expect(performance.now() - begun).toBeLessThan(2500);
});
