import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpServer, openHttp } from './http.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { staticDoor } from './static-files.ts';

let server: HttpServer;
const script = 'console.log("hello");\n'.repeat(100);

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-static-'));
  mkdirSync(path.join(folder, 'site/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'hidden');
  writeFileSync(path.join(folder, 'site/index.html'), '<!doctype html><title>Console</title>');
  writeFileSync(path.join(folder, 'site/assets/main-Ab12_-Cd.js'), script);
  writeFileSync(path.join(folder, 'site/assets/font-Ab12_-Cd.woff2'), 'font');
  const twice = path.join(folder, 'site/assets/packed-Ab12_-Cd.js');
  writeFileSync(twice, script);
  writeFileSync(`${twice}.br`, brotliCompressSync('packed by the build'));
  const watch = { log: openLog('silent', { write() {} }), metrics: openMetrics() };
  server = await openHttp({ host: '127.0.0.1', port: 0 }, watch);
  server.open(
    staticDoor({
      prefix: '/site/',
      folder: path.join(folder, 'site'),
      page: 'index.html',
      headers: { 'content-security-policy': "default-src 'none'" },
    }),
  );
});

afterAll(() => server.close(0));

function get(name: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/site/${name}`, { headers });
}

test.each(['', 'users', 'users/01?tab=events', 'index.html'])(
  'the path %j shows the page',
  async (name) => {
    const answer = await get(name);

    expect(await answer.text()).toContain('<title>Console</title>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  },
);

test('a file named by its content is kept for ever', async () => {
  const answer = await get('assets/main-Ab12_-Cd.js');

  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await answer.text()).toBe(script);
});

test('a file that was not changed is not sent again', async () => {
  const first = await get('');

  const second = await get('', { 'if-none-match': first.headers.get('etag') ?? '' });

  expect(second.status).toBe(304);
  expect(await second.text()).toBe('');
});

test('text is packed for who takes it, other files are not', async () => {
  const door = await fetch(`${server.url}/site/assets/main-Ab12_-Cd.js`, {
    headers: { 'accept-encoding': 'gzip' },
  });
  const font = await get('assets/font-Ab12_-Cd.woff2', { 'accept-encoding': 'gzip' });

  expect(door.headers.get('content-encoding')).toBe('gzip');
  expect(Number(door.headers.get('content-length'))).toBeLessThan(script.length / 2);
  expect(await door.text()).toBe(script);
  expect(font.headers.get('content-encoding')).toBeNull();
});

test('text that the build has packed is sent so to who takes it', async () => {
  const packed = await get('assets/packed-Ab12_-Cd.js', { 'accept-encoding': 'gzip, br' });
  const zipped = await get('assets/packed-Ab12_-Cd.js', { 'accept-encoding': 'gzip' });

  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(await packed.text()).toBe('packed by the build');
  expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  expect(await zipped.text()).toBe(script);
  expect((await get('assets/packed-Ab12_-Cd.js.br')).status).toBe(404);
});

test.each(['missing.js', 'assets/missing-Ab12_-Cd.js', '..%2fsecret.txt', '%2e%2e/secret.txt'])(
  '%s is not there',
  async (name) => {
    const answer = await get(name);

    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('hidden');
  },
);
