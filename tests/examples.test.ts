import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ServerProcess, startServer } from './src/server-process.ts';

const at = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const tour = at('examples/shell/tour.sh');
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

describe('the receiver of webhooks', () => {
  const secret = 'a secret — of the example';
  let receiver: ChildProcess;
  let hook: string;
  let said = '';

  beforeAll(async () => {
    const place = path.join(folder, 'receiver');
    await cp(at('examples/webhook-receiver'), place, { recursive: true });
    await installClient(path.join(place, 'node_modules/@intarsia/client'));
    const env = { PATH: process.env.PATH, INTARSIA_WEBHOOK_SECRET: secret, PORT: '0' };
    receiver = spawn(process.execPath, ['receiver.mjs'], { cwd: place, env });
    for (const stream of [receiver.stdout, receiver.stderr]) {
      stream?.on('data', (part) => {
        said += part;
      });
    }
    hook = await saying(/listening at (\S+)/);
  });

  afterAll(() => {
    receiver.kill();
  });

  /** Waits until the receiver has said so; gives the first group. */
  async function saying(pattern: RegExp): Promise<string> {
    const found = await vi.waitUntil(() => pattern.exec(said), { timeout: 20_000 });
    return found[1] ?? '';
  }

  function call(route: string, body?: object): Promise<Response> {
    const headers = {
      authorization: `Basic ${btoa(`${key.id}:${key.secret}`)}`,
      'content-type': 'application/json',
    };
    return fetch(`${server.url}${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  test('takes what a server sends', async () => {
    const events = ['accounts.failed', 'users.created'];
    const subscribed = await call('/v1/webhooks', {
      name: 'Üben \u2028',
      url: hook,
      events,
      secret,
    });
    await call('/v1/sandbox/accounts', {
      ...{ link_item: 'walmart', username: 'test_1', password: 'pass_account_disabled' },
    });

    expect(subscribed.status).toBe(201);
    await saying(/users\.created\n[\s\S]*(accounts\.failed: account [\w-]+, account_disabled\n)/);
  }, 30_000);

  test.each([
    ['nobody has signed', {}, 400, 'refused: signature_missing'],
    [
      'somebody else has signed',
      { 'x-argyle-signature': 'ab' },
      400,
      'refused: signature_mismatch',
    ],
  ])('refuses what %s', async (_, headers, status, line) => {
    const answer = await fetch(hook, { method: 'POST', headers, body: '{"event":"a","data":{}}' });

    expect(answer.status).toBe(status);
    await saying(new RegExp(line));
  });
});

/** The client as it is published, where a program elsewhere finds it. */
async function installClient(into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await cp(at('packages/client/dist'), path.join(into, 'dist'), { recursive: true });
  const manifest = JSON.parse(await readFile(at('packages/client/package.json'), 'utf8'));
  const published = { ...manifest, ...manifest.publishConfig };
  await writeFile(path.join(into, 'package.json'), JSON.stringify(published));
}
