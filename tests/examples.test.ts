import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from './src/server-process.ts';

const tour = fileURLToPath(new URL('../examples/shell/tour.sh', import.meta.url));
const key = { id: 'example-key', secret: 'example-secret' };

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'intarsia-example-'));
  server = await startServer({
    INTARSIA_DATA_DIR: folder,
    INTARSIA_PORT: '0',
    INTARSIA_SANDBOX_KEY_ID: key.id,
    INTARSIA_SANDBOX_KEY_SECRET: key.secret,
    INTARSIA_SANDBOX_LINK_KEY: 'example-link-key',
  });
});

afterAll(async () => {
  await server.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Runs the shell example with these variables. */
function run(env: Record<string, string>) {
  return new Promise<{ code: number | string; out: string; err: string }>((resolve) => {
    execFile('sh', [tour], { env: { PATH: process.env.PATH, ...env } }, (error, out, err) => {
      resolve({ code: error?.code ?? 0, out, err });
    });
  });
}

test('the shell example runs to its end', async () => {
  const { code, out, err } = await run({
    INTARSIA_URL: server.url,
    INTARSIA_API_KEY: `${key.id}:${key.secret}`,
  });

  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/4\. .*\n {3}\d+ in all; the newest paid \d+\.\d\d\n/);
  expect(out.endsWith('Done.\n')).toBe(true);
}, 120_000);

test.each<[string, Record<string, string>, string]>([
  [
    'a wrong key',
    { INTARSIA_API_KEY: 'example-key:wrong' },
    'POST /v1/users answered 401, not 201',
  ],
  ['no key', {}, 'set INTARSIA_API_KEY'],
  [
    'a server that is not there',
    { INTARSIA_API_KEY: 'a:b', INTARSIA_URL: 'http://127.0.0.1:9' },
    'nobody answers',
  ],
])('the shell example says so when it has %s', async (_, env, message) => {
  const { code, err } = await run({ INTARSIA_URL: server.url, ...env });

  expect(code).not.toBe(0);
  expect(err).toContain(message);
});
