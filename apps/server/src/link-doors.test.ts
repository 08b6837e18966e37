import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Door } from './exchange.ts';
import { type HttpServer, openHttp } from './http.ts';
import { linkDoors } from './link-doors.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';

const PAGE = '<!doctype html><title>Link</title>';
const DEMO = '<!doctype html><title>Try Link</title>';
/** Whose pages may embed the Link of a sandbox when nobody was named. */
const LOOPBACK = 'http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*';
const SCRIPT = 'window.Intarsia = {};\n'.repeat(50);

let house: Awaited<ReturnType<typeof testInstance>>;
let server: HttpServer;
let folder: string;

beforeAll(async () => {
  house = await testInstance();
  folder = mkdtempSync(path.join(tmpdir(), 'intarsia-link-'));
  mkdirSync(path.join(folder, 'link/assets'), { recursive: true });
  mkdirSync(path.join(folder, 'link-demo'));
  writeFileSync(path.join(folder, 'link-demo/index.html'), DEMO);
  writeFileSync(path.join(folder, 'link/index.html'), PAGE);
  writeFileSync(path.join(folder, 'link/assets/main-Ab12_-Cd.js'), SCRIPT);
  writeFileSync(path.join(folder, 'v3.js'), SCRIPT);
  const watch = { log: openLog('silent', { write() {} }), metrics: openMetrics() };
  server = await openHttp({ host: '127.0.0.1', port: 0 }, watch);
  server.open(linkDoor({ pages: `${folder}/`, script: path.join(folder, 'v3.js') }));
});

afterAll(async () => {
  await server.close(0);
  await house.close();
  rmSync(folder, { recursive: true });
});

function linkDoor(builds: Parameters<typeof linkDoors>[1]): Door {
  const { exact, files } = linkDoors(house.instance, builds);
  const doors = new Map(exact);
  return (exchange) => (doors.get(exchange.url.split('?', 1)[0] ?? '') ?? files)(exchange);
}

function get(place: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + place, { headers });
}

/** Who may frame what a place answers with. */
async function ancestorsAt(
  place: string,
  headers: Record<string, string> = {},
): Promise<string | undefined> {
  const answer = await get(place, headers);
  expect(answer.status).toBe(200);
  const policy = answer.headers.get('content-security-policy') ?? '';
  return /frame-ancestors ([^;]*)$/.exec(policy)?.[1];
}

/** A new link key, which the named origins may embed. */
async function keyOf(kind: 'sandbox' | 'live', allowed_origins: string[] = []): Promise<string> {
  const { linkKeys } = house.caller({ kind: 'local' }, house[kind]);
  const { id } = await linkKeys.create({});
  await linkKeys.update({ id, allowed_origins });
  return id;
}

describe('the script', () => {
  test.each(['/link/v3.js', '/argyle.web.v3.js'])(
    'is at %s for pages of any origin',
    async (place) => {
      const answer = await get(place);

      expect(await answer.text()).toBe(SCRIPT);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
        'x-content-type-options': 'nosniff',
        'content-encoding': 'gzip',
      });
    },
  );

  test('is not sent again to who has it', async () => {
    const first = await get('/link/v3.js');

    const second = await get('/argyle.web.v3.js', {
      'if-none-match': first.headers.get('etag') ?? '-',
    });

    expect(second.status).toBe(304);
  });
});

describe('the frame', () => {
  test('asks nobody but its own server, keeps nothing and is kept nowhere', async () => {
    const answer = await get(`/link/frame?key=${house.link_key}`);

    expect(await answer.text()).toBe(PAGE);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-embedder-policy': 'credentialless',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
    });
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors /,
    );
    expect(answer.headers.get('x-frame-options')).toBeNull();
  });

  test.each([
    ['a sandbox', 'sandbox', [], LOOPBACK],
    ['live', 'live', [], "'none'"],
    ['a sandbox that names origins', 'sandbox', ['https://a.example'], 'https://a.example'],
    [
      'live that names origins',
      'live',
      ['https://a.example', 'https://b.example:8443'],
      'https://a.example https://b.example:8443',
    ],
  ] as const)('is embedded in %s by whom the key allows', async (_, kind, origins, allowed) => {
    const key = await keyOf(kind, [...origins]);

    expect(await ancestorsAt(`/link/frame?key=${key}`)).toBe(allowed);
  });

  test('is embedded by a page at an IPv6 address that asks itself, which the header can not name', async () => {
    const here = `/link/frame?key=${await keyOf('sandbox')}`;
    const named = `/link/frame?key=${await keyOf('live', ['http://[::1]:3000'])}`;
    const referer = 'http://[::1]:3000/';

    expect(await ancestorsAt(here, { referer })).toBe(`${LOOPBACK} http:`);
    expect(await ancestorsAt(named, { referer })).toBe('http:');
    expect(await ancestorsAt(named, { referer: 'http://[::1]:3001/' })).toBe("'none'");
    expect(await ancestorsAt(named)).toBe("'none'");
  });

  test('is embedded by the pages of another environment with a key of that one alone', async () => {
    const live = await keyOf('live', ['https://live.example']);
    const sandbox = await keyOf('sandbox', ['https://sandbox.example']);

    expect(await ancestorsAt(`/link/frame?key=${live}`)).toBe('https://live.example');
    expect(await ancestorsAt(`/link/frame?key=${sandbox}`)).toBe('https://sandbox.example');
  });

  test.each(['%20KEY', 'KEY%20', '+KEY+', '%C2%A0KEY'])(
    'is embedded by whom the key allows when it is written as %s',
    async (written) => {
      const key = await keyOf('live', ['https://live.example']);

      expect(await ancestorsAt(`/link/frame?key=${written.replace('KEY', key)}`)).toBe(
        'https://live.example',
      );
    },
  );

  test.each([
    ['unknown', '?key=00000000-0000-4000-8000-000000000000'],
    ['no key at all', '?key=%00%ff'],
    ['missing', ''],
  ])('tells any page when the key is %s', async (_, query) => {
    expect(await ancestorsAt(`/link/frame${query}`)).toBe('*');
  });

  test('follows the key at once', async () => {
    const key = await keyOf('live', ['https://old.example']);
    const { linkKeys } = house.caller({ kind: 'local' }, house.live);

    await linkKeys.update({ id: key, allowed_origins: ['https://new.example'] });
    const allowed = await ancestorsAt(`/link/frame?key=${key}`);
    await linkKeys.revoke({ id: key });

    expect(allowed).toBe('https://new.example');
    expect(await ancestorsAt(`/link/frame?key=${key}`)).toBe('*');
  });
});

test.each(['/link', `/link?key=${'0'.repeat(8)}`, '/link/index.html'])(
  'nobody frames the whole page at %s',
  async (place) => {
    expect(await ancestorsAt(place)).toBe("'none'");
  },
);

test('the demo embeds Link of its own server, and nobody frames it', async () => {
  const answer = await get('/link/demo');
  const policy = answer.headers.get('content-security-policy');

  expect(answer.url).toBe(`${server.url}/link/demo/`);
  expect(await answer.text()).toBe(DEMO);
  expect(policy).toContain("script-src 'self'; ");
  expect(policy).toContain("frame-src 'self'; ");
  expect(policy).toContain("frame-ancestors 'none'");
});

test('parts of the page are kept for ever', async () => {
  const answer = await get('/link/assets/main-Ab12_-Cd.js');

  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test.each(['/link/nothing', '/link/assets/main-00000000.js'])(
  'there is nothing at %s',
  async (place) => {
    expect((await get(place)).status).toBe(404);
  },
);

test.each([
  '/link/v3.js',
  '/argyle.web.v3.js',
  '/link/frame',
  '/link',
  '/link/demo/',
  '/link/assets/a.js',
])('%s is for reading', async (place) => {
  const answer = await fetch(server.url + place, { method: 'POST' });

  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, HEAD');
});

test('a server without a build of Link says that there is none', async () => {
  const watch = { log: openLog('silent', { write() {} }), metrics: openMetrics() };
  const bare = await openHttp({ host: '127.0.0.1', port: 0 }, watch);
  bare.open(linkDoor({ pages: `${folder}/none/`, script: `${folder}/none.js` }));

  const places = ['/link/v3.js', '/link/frame', '/link'];
  const statuses = await Promise.all(
    places.map(async (place) => (await fetch(bare.url + place)).status),
  );
  await bare.close(0);

  expect(statuses).toEqual([404, 404, 404]);
});
