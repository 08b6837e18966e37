import { connect } from 'node:net';
import type { RestHandler, RestRequest } from '@intarsia/api';
import { afterEach, expect, test } from 'vitest';
import { type Door, send } from './exchange.ts';
import { type HttpServer, openHttp } from './http.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { restDoor } from './rest-door.ts';

const opened: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close(0)));
});

async function serverOf(door?: Door, host = '127.0.0.1') {
  const lines: string[] = [];
  const log = openLog('info', { write: (text) => lines.push(...text.split('\n').slice(0, -1)) });
  const server = await openHttp({ host, port: 0 }, { log, metrics: openMetrics() });
  opened.push(server);
  if (door) server.open(door);
  return { server, url: server.url, port: Number(new URL(server.url).port), lines };
}

/** A REST core that tells what reached it with its whole body. */
async function echoing(trust_proxy = false) {
  const seen: RestRequest[] = [];
  const rest: RestHandler = async (request) => {
    const { method, url, origin, body: sent } = request;
    const bytes = typeof sent === 'function' ? await sent(1_048_576) : sent;
    const body = JSON.stringify({ method, url, origin, bytes: bytes?.length });
    const status = bytes ? 200 : 413;
    if (bytes) seen.push(request);
    return { status, headers: { 'content-type': 'application/json' }, body, route: '/v1/echo' };
  };
  const { signal: stopping } = new AbortController();
  return { ...(await serverOf(restDoor(rest, { trust_proxy, stopping }))), seen };
}

/** Sends bytes as they are and gives all that comes back; `half` closes the sending side after them. */
function raw(port: number, text: string, { half = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const at = { port, host: '127.0.0.1', allowHalfOpen: half };
    const socket = connect(at, () => (half ? socket.end(text) : socket.write(text)));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const hello: Door = (exchange) => {
  send(exchange, { status: 200, headers: {}, body: 'hello' });
  return '/hello';
};

test('a request is logged with its template, never with its query', async () => {
  const { url, lines } = await echoing();

  await fetch(`${url}/v1/echo?secret=hidden`, { headers: { 'x-request-id': 'mine-1' } });
  await expect.poll(() => lines.length).toBe(1);

  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { request_id: 'mine-1', method: 'GET', route: '/v1/echo', status: 200 },
  ]);
  expect(lines.join('')).not.toContain('hidden');
});

test.each([
  ['a sane id', 'mine-1.2:3', true],
  ['an id with a quote', '"', false],
  ['an id that is too long', 'x'.repeat(129), false],
])('%s is answered or replaced', async (_, id, kept) => {
  const { url } = await serverOf(hello);

  const answer = await fetch(url, { headers: { 'x-request-id': id } });

  const got = answer.headers.get('x-request-id');
  if (kept) expect(got).toBe(id);
  else expect(got).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ['/v1//users', '/v1//users'],
  ['//v1/users?', '//v1/users?'],
  ['/v1/users/%zz?q=%zz', '/v1/users/%zz?q=%zz'],
  ['http://other.example/v1/users?limit=1', '/v1/users?limit=1'],
  ['*', '/'],
])('the target %s reaches the core as %s', async (target, expected) => {
  const { port, seen } = await echoing();
  const method = target === '*' ? 'OPTIONS' : 'GET';

  await raw(port, `${method} ${target} HTTP/1.1\r\nhost: a.example\r\nconnection: close\r\n\r\n`);

  expect(seen.map(({ url }) => url)).toEqual([expected]);
});

test.each([
  ['the host that was asked', {}, false, 'http://pay.example:99'],
  [
    'not what anybody may claim',
    { 'x-forwarded-host': 'evil.example' },
    false,
    'http://pay.example:99',
  ],
  [
    'what a trusted proxy says',
    { 'x-forwarded-host': 'front.example, inner', 'x-forwarded-proto': 'https' },
    true,
    'https://front.example',
  ],
  [
    'never a host that cannot be one',
    { 'x-forwarded-host': 'a/b"c' },
    true,
    'http://pay.example:99',
  ],
])('the origin is %s', async (_, headers, trust, expected) => {
  const { port, seen } = await echoing(trust);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);

  await raw(
    port,
    `GET /v1/x HTTP/1.1\r\nhost: pay.example:99\r\n${lines.join('')}connection: close\r\n\r\n`,
  );

  expect(seen[0]?.origin).toBe(expected);
});

test.each([
  ['no host', 'GET /v1/x HTTP/1.0\r\n\r\n'],
  ['a host that is none', 'GET /v1/x HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n'],
])('the origin is the bound address with its port for a caller with %s', async (_, text) => {
  const { port, seen } = await echoing();

  await raw(port, text);

  expect(seen[0]?.origin).toBe(`http://127.0.0.1:${port}`);
});

test('HEAD has the length of GET and no body', async () => {
  const { url } = await echoing();

  const get = await fetch(`${url}/v1/echo`);
  const head = await fetch(`${url}/v1/echo`, { method: 'HEAD' });

  expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  expect(await head.text()).toBe('');
});

test('a body of one MiB reaches the core as it is', async () => {
  const { url } = await echoing();

  const answer = await fetch(`${url}/v1/echo`, { method: 'POST', body: 'x'.repeat(1_048_576) });

  expect(await answer.json()).toMatchObject({ bytes: 1_048_576 });
});

test('a body that says it is longer is refused before any of it was sent', async () => {
  const { port } = await echoing();

  const answer = await raw(
    port,
    'POST /v1/echo HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 1048577\r\n\r\n',
  );

  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toMatch(/connection: close/i);
});

test('a body that grows too long is refused, and its sender reads the answer', async () => {
  const { url, seen } = await echoing();
  const chunk = new Uint8Array(262_144);
  let left = 32;
  const body = new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(chunk);
      else controller.close();
    },
  });

  const request = { method: 'POST', body, duplex: 'half' };
  const answer = await fetch(`${url}/v1/echo`, request);

  expect(answer.status).toBe(413);
  expect(seen).toEqual([]);
});

test('a caller that goes away in the middle of its body reaches nobody and is logged as gone', async () => {
  const { port, seen, lines } = await echoing();

  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /v1/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc', () => {
        socket.destroy();
        resolve();
      });
    });
  });
  await expect.poll(() => lines.length).toBe(1);

  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ method: 'POST', status: 499 });
  expect(seen).toEqual([]);
});

test.each([
  ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 .*request_invalid/s],
  [
    'headers without end',
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`,
    /^HTTP\/1\.1 431 .*headers_too_large/s,
  ],
  [
    'a URL that is not percent-encoded',
    'GET /v1/\u00fcber HTTP/1.1\r\nhost: a\r\n\r\n',
    /^HTTP\/1\.1 400 .*The URL must be percent-encoded/s,
  ],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx',
    /^HTTP\/1\.1 400 /,
  ],
])('%s is refused with a body that can be read', async (_, text, expected) => {
  const { port } = await serverOf(hello);

  expect(await raw(port, text)).toMatch(expected);
});

test('a caller that closes its sending side after its request gets the answer', async () => {
  const { port, lines } = await serverOf(async (exchange) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return hello(exchange);
  });

  const answer = await raw(port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n', { half: true });

  expect(answer).toMatch(/^HTTP\/1\.1 200 .*hello$/s);
  await expect.poll(() => lines.map((line) => JSON.parse(line).status)).toEqual([200]);
});

test('a header reaches the core however many come before it', async () => {
  const { url, seen } = await echoing();
  const many = Array.from({ length: 2500 }, (_, i) => [`x${i}`, '']);

  await fetch(`${url}/v1/echo`, {
    headers: { ...Object.fromEntries(many), 'z-authorization': 'Basic eA==' },
  });

  expect(seen[0]?.headers['z-authorization']).toBe('Basic eA==');
});

test('a door that fails tells its caller nothing, and the log everything', async () => {
  const { url, lines } = await serverOf(() => {
    throw new Error('inside');
  });

  const answer = await fetch(url);

  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('inside');
  expect(lines.join('')).toContain('inside');
});

test('requests that come before the doors open wait for them', async () => {
  const { server, url } = await serverOf();
  const early = fetch(url);

  server.open(hello);

  expect(await (await early).text()).toBe('hello');
});

test.each([
  ['/healthz', 200, { status: 'ok' }],
  ['/readyz?full=1', 503, { ready: false }],
])('%s is answered before the doors open', async (path, status, body) => {
  const { url } = await serverOf();

  const answer = await fetch(url + path);

  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual(body);
});

test('a port that is taken is an error with the name of the system', async () => {
  const { port } = await serverOf(hello);
  const watch = { log: openLog('silent', { write() {} }), metrics: openMetrics() };

  const second = openHttp({ host: '127.0.0.1', port }, watch);

  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

/** A door that holds every request until it is told to let go. */
function holding() {
  let letIn = () => {};
  let letGo = () => {};
  const entered = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const door: Door = async (exchange) => {
    letIn();
    await released;
    return hello(exchange);
  };
  return { door, entered, letGo };
}

test('a closing server ends what runs, says goodbye and takes nothing new', async () => {
  const { door, entered, letGo } = holding();
  const { server, url } = await serverOf(door);
  const running = fetch(url);
  await entered;

  const closed = server.close(5_000);
  await expect(fetch(url)).rejects.toThrow();
  letGo();
  const answer = await running;

  expect(await answer.text()).toBe('hello');
  expect(answer.headers.get('connection')).toBe('close');
  expect(await closed).toEqual({ clean: true });
});

test('a closing server cuts off what does not end in time', async () => {
  const { door, entered } = holding();
  const { server, url } = await serverOf(door);
  const running = fetch(url);
  running.catch(() => {});
  await entered;

  const closed = await server.close(50);

  expect(closed).toEqual({ clean: false });
  await expect(running).rejects.toThrow();
});

test('the address of every interface is shown as one that can be opened', async () => {
  const { url } = await serverOf(hello, '0.0.0.0');

  expect(url).toMatch(/^http:\/\/localhost:\d+$/);
});
