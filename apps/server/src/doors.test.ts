import { testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, readConfig } from './config.ts';
import { doorsOf } from './doors.ts';
import { type HttpServer, openHttp } from './http.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';

type House = Awaited<ReturnType<typeof testInstance>>;

let house: House;
const servers: HttpServer[] = [];
const lines: string[] = [];

async function serve(changes: Partial<Config> = {}): Promise<string> {
  const config = { ...readConfig({}), port: 0, ...changes };
  const metrics = openMetrics();
  const log = openLog('info', { write: (text) => lines.push(...text.split('\n').slice(0, -1)) });
  const server = await openHttp(config, { log, metrics });
  servers.push(server);
  server.open(doorsOf(house.instance, { config, metrics }));
  return server.url;
}

let url: string;

beforeAll(async () => {
  house = await testInstance();
  url = await serve();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close(0)));
  await house.close();
});

const json = { 'content-type': 'application/json' };

/** Arrays in arrays, so many levels deep. */
function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

/** Signs in with a new one-time link and gives the answer. */
async function redeem(base = url, headers: Record<string, string> = {}): Promise<Response> {
  const link = await house.caller({ kind: 'local' }).operators.signInLink({});
  const token = new URL(link.url).hash.replace('#token=', '');
  const body = JSON.stringify({ token });
  return fetch(`${base}/trpc/session.redeem`, {
    method: 'POST',
    headers: { ...json, ...headers },
    body,
  });
}

async function cookieOf(answer: Response): Promise<string> {
  return (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

/** Who the server takes the caller for. */
async function whoami(headers: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`${url}/trpc/session.current`, { headers });
  const { result } = await answer.json();
  return result.data?.operator.email ?? null;
}

describe('the typed router', () => {
  test('answers queries, mutations and batches', async () => {
    const headers = { ...json, authorization: house.keys.sandbox.auth };
    const made = await fetch(`${url}/trpc/users.create`, { method: 'POST', headers, body: '{}' });
    const { id } = (await made.json()).result.data;
    const input = encodeURIComponent(JSON.stringify({ 0: { id }, 1: {} }));

    const batch = await fetch(`${url}/trpc/users.get,users.list?batch=1&input=${input}`, {
      headers,
    });

    expect(await batch.json()).toMatchObject([
      { result: { data: { id } } },
      { result: { data: { count: expect.any(Number) } } },
    ]);
  });

  test('answers Link over the network: what is too long for a URL by POST, and the stream by fetch', async () => {
    const ask = (authorization: string) => (path: string, input: unknown) =>
      fetch(`${url}/trpc/${path}`, {
        method: 'POST',
        headers: { ...json, authorization },
        body: JSON.stringify(input),
      });
    const page = ask(`LinkKey ${house.link_key}`);
    const link_items = ['walmart', ...Array.from({ length: 499 }, (_, n) => 'x'.repeat(95) + n)];

    const opened = await (await page('link.open', { link_items })).json();
    const made = await (await page('link.createUser', {})).json();
    const authorization = `Bearer ${made.result.data.user_token}`;
    const watched = await fetch(`${url}/trpc/link.watch?input=%7B%7D`, {
      headers: { authorization, accept: 'text/event-stream' },
    });
    const reader = watched.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('data: []')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();

    expect(opened.result.data).toMatchObject({ items: 1, only_item: 'walmart' });
    expect(watched.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await (await page('users.list', {})).json()).toMatchObject({
      error: { data: { intarsia: { code: 'caller_not_allowed' } } },
    });
  });

  test('answers errors with code and fields and without a stack', async () => {
    const headers = { authorization: house.keys.sandbox.auth };
    const input = encodeURIComponent('{"limit":0}');

    const answer = await fetch(`${url}/trpc/users.list?input=${input}`, { headers });
    const text = await answer.text();

    expect(answer.status).toBe(400);
    expect(JSON.parse(text).error.data.intarsia).toMatchObject({ code: 'input_invalid' });
    expect(text).not.toContain('.ts:');
  });

  test('refuses a body over one MiB', async () => {
    const headers = { ...json, authorization: house.keys.sandbox.auth };
    const body = JSON.stringify({ external_metadata: 'x'.repeat(1_048_576) });

    const answer = await fetch(`${url}/trpc/users.create`, { method: 'POST', headers, body });

    expect(answer.status).toBe(413);
  });

  test.each([
    ['a form', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 415],
    ['bytes', { 'content-type': 'application/octet-stream' }, '{}', 415],
    ['plain text', { 'content-type': 'text/plain' }, '{}', 415],
    ['JSON in another charset', { 'content-type': 'application/json; charset=utf-16' }, '{}', 415],
    ['JSON that is packed', { ...json, 'content-encoding': 'gzip' }, '{}', 415],
    ['bytes that are no UTF-8', json, new Uint8Array([0x22, 0xff, 0x22]), 400],
    ['half a document', json, '{', 400],
    ['JSON of 20,000 levels', json, `{"external_metadata":${nested(20_000)}}`, 400],
    ['JSON of 513 levels', json, `{"external_metadata":${nested(512)}}`, 400],
    ['JSON of 512 levels', json, `{"external_metadata":${nested(511)}}`, 200],
  ])('answers %s as it should', async (_, type, body, status) => {
    const headers = { ...type, authorization: house.keys.sandbox.auth };

    const answer = await fetch(`${url}/trpc/users.create`, { method: 'POST', headers, body });

    expect(answer.status).toBe(status);
    if (status === 415) {
      const { error } = await answer.json();
      expect(error.data.intarsia).toMatchObject({ code: 'media_type_unsupported' });
    }
  });

  test.each([
    [1, 512, 200],
    [1, 513, 400],
    [100, 2, 200],
    [101, 2, 400],
  ])('answers a batch of %i calls of %i levels with %i', async (calls, levels, status) => {
    const headers = { ...json, authorization: house.keys.sandbox.auth };
    const path = Array.from({ length: calls }, () => 'users.create').join(',');
    const body = `{"0":{"external_metadata":${nested(levels - 1)}}}`;

    const answer = await fetch(`${url}/trpc/${path}?batch=1`, { method: 'POST', headers, body });

    expect(answer.status).toBe(status);
  });

  test('refuses a query whose input nests too deep', async () => {
    const headers = { authorization: house.keys.sandbox.auth };

    const answer = await fetch(`${url}/trpc/users.list?input=${nested(2000)}`, { headers });

    expect(answer.status).toBe(400);
    expect((await answer.json()).error.data.intarsia).toMatchObject({ code: 'json_invalid' });
  });

  test('logs procedure names that are ours and no others', async () => {
    const headers = { 'x-request-id': 'named' };
    const named = () =>
      lines.map((line) => JSON.parse(line)).filter((line) => line.request_id === 'named');

    await fetch(`${url}/trpc/linkItems.list`, { headers });
    await fetch(`${url}/trpc/linkItems.list,linkItems.list?batch=1`, { headers });
    await fetch(`${url}/trpc/hidden"name`, { headers });
    await expect.poll(() => named().length).toBe(3);

    const routes = named().map(({ route }) => route);
    expect(routes).toEqual(['/trpc/linkItems.list', '/trpc/batch', '/trpc/-']);
  });

  test('keeps nothing in caches and names the request', async () => {
    const answer = await fetch(`${url}/trpc/linkItems.list`, {
      headers: { 'x-request-id': 'r-1' },
    });

    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-request-id')).toBe('r-1');
  });
});

describe('a session', () => {
  test('is a cookie that scripts and other sites cannot use', async () => {
    const answer = await redeem();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^intarsia_session=[\w-]{20,}; Path=\/trpc; HttpOnly; SameSite=Strict$/,
    );
  });

  test('is secure behind a proxy that speaks https', async () => {
    const behind = await serve({ trust_proxy: true });

    const answer = await redeem(behind, { 'x-forwarded-proto': 'https' });

    expect(answer.headers.get('set-cookie')).toContain('; Secure');
  });

  test('is secure, and knows its pages, behind a proxy that only the public URL tells of', async () => {
    const behind = await serve({ public_url: 'https://pay.example/intarsia' });
    const signedIn = await redeem(behind);
    const headers = { cookie: await cookieOf(signedIn), origin: 'https://pay.example' };

    const answer = await fetch(`${behind}/trpc/session.current`, { headers });

    expect(signedIn.headers.get('set-cookie')).toContain('; Secure');
    expect((await answer.json()).result.data.operator.email).toBe('admin@intarsia.local');
  });

  test('ends with its cookie', async () => {
    const cookie = await cookieOf(await redeem());
    const headers = { ...json, cookie };

    const answer = await fetch(`${url}/trpc/session.signOut`, {
      method: 'POST',
      headers,
      body: '{}',
    });

    expect(answer.headers.get('set-cookie')).toMatch(/^intarsia_session=; .*Max-Age=0$/);
    expect(await whoami({ cookie })).toBeNull();
  });

  test.each([
    ['no browser', {}, true],
    ['a page of this server', { 'sec-fetch-site': 'same-origin' }, true],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }, false],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, false],
    ['an old browser on another site', { origin: 'http://evil.example' }, false],
  ])('counts when %s sends it: %s', async (_, headers, counts) => {
    const cookie = await cookieOf(await redeem());

    const email = await whoami({ ...headers, cookie });

    expect(email).toBe(counts ? 'admin@intarsia.local' : null);
  });

  test('counts for an old browser on a page of this server', async () => {
    const cookie = await cookieOf(await redeem());

    expect(await whoami({ cookie, origin: url })).toBe('admin@intarsia.local');
  });

  test('reaches the environment that a header names', async () => {
    const cookie = await cookieOf(await redeem());
    const headers = { cookie, 'intarsia-environment': house.sandbox.id };

    const answer = await fetch(`${url}/trpc/users.list`, { headers });

    expect(answer.status).toBe(200);
  });

  test('opens nothing over REST', async () => {
    const cookie = await cookieOf(await redeem());
    const headers = { cookie, 'intarsia-environment': house.sandbox.id };

    const answer = await fetch(`${url}/v1/users`, { headers });

    expect(answer.status).toBe(401);
  });
});

describe('pages for machines', () => {
  test.each([
    ['/healthz', { status: 'ok' }],
    ['/readyz', { ready: true }],
    ['/.well-known/jwks.json', { keys: [] }],
    ['/openapi.json', { openapi: '3.1.0' }],
    ['/scenario.schema.json', { title: 'Intarsia scenario' }],
  ])('%s answers JSON to anybody', async (path, expected) => {
    const answer = await fetch(url + path);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject(expected);
  });

  test('the key set is asked for again each time, as a new key signs at once', async () => {
    const answer = await fetch(`${url}/.well-known/jwks.json`);

    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test('/docs is a page that runs no script', async () => {
    const answer = await fetch(`${url}/docs`);

    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(await answer.text()).toContain('/v1/users');
  });

  test.each(['/healthz', '/docs', '/console/'])('%s is only read', async (path) => {
    const answer = await fetch(url + path, { method: 'POST', body: 'x' });

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  test.each(['/', '/console'])('%s leads to the Console', async (path) => {
    const answer = await fetch(url + path, { redirect: 'manual' });

    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/console/');
  });

  test('a path of nobody is a 404 as the API gives it', async () => {
    const answer = await fetch(`${url}/nothing/here`);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'route_unknown' });
  });

  test('a doubled slash before v1 is the API all the same', async () => {
    const headers = { authorization: house.keys.sandbox.auth };

    const answer = await fetch(`${url}//v1//users/?`, { headers });

    expect(answer.status).toBe(200);
  });
});

describe('metrics', () => {
  test('count requests by template for who sits on this machine', async () => {
    await fetch(`${url}/v1/link-items?q=hidden`);

    const text = await (await fetch(`${url}/metrics`)).text();

    expect(text).toMatch(
      /^intarsia_http_request_duration_seconds_count\{method="GET",route="\/v1\/link-items",status="200"\} \d+$/m,
    );
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).not.toContain('hidden');
  });

  test('are kept from callers behind a proxy on this machine', async () => {
    const answer = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });

    expect(answer.status).toBe(401);
  });

  test('need the token once there is one', async () => {
    const guarded = await serve({ metrics_token: 'a-token-for-metrics' });
    const ask = (authorization: string) =>
      fetch(`${guarded}/metrics`, { headers: { authorization } });

    expect((await fetch(`${guarded}/metrics`)).status).toBe(401);
    expect((await ask('Bearer a-token-for-metricz')).status).toBe(401);
    expect((await ask('Bearer a-token-for-metrics')).status).toBe(200);
  });
});
