import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { engines } from '@intarsia/store/testing';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Env,
  emptyPlace,
  freePort,
  launch,
  type Place,
  printedAuth,
  runVerb,
  type ServerProcess,
  startServer,
} from './src/server-process.ts';

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function started(env: Env): Promise<ServerProcess> {
  const server = await startServer(env);
  undo.push(() => server.stop('SIGKILL'));
  return server;
}

function createUser(server: ServerProcess, authorization: string): Promise<Response> {
  return fetch(`${server.url}/v1/users`, { method: 'POST', headers: { authorization } });
}

async function countUsers(server: ServerProcess, authorization: string): Promise<number> {
  const answer = await fetch(`${server.url}/v1/users?limit=1`, { headers: { authorization } });
  return (await answer.json()).count;
}

/** Pretends that a later build was here. */
async function raiseSchema(url: string): Promise<void> {
  const statement = 'insert into schema_versions (version) values (9999)';
  if (!url.startsWith('postgres')) {
    const database = new Database(url);
    database.exec(statement);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe.each(engines)('$name', (engine) => {
  async function place(): Promise<Place> {
    const made = await emptyPlace(engine);
    undo.push(made.remove);
    return made;
  }

  test('a first start shows working keys once, a stop is clean, a second start shows none', async () => {
    const { env } = await place();
    const first = await started(env);
    const auth = printedAuth(first.out());
    expect((await createUser(first, auth)).status).toBe(201);

    const ended = await first.stop();
    const second = await started(env);

    expect(ended.code).toBe(0);
    expect(await countUsers(second, auth)).toBe(1);
    expect(second.out()).not.toContain('shown once');
  });

  test('two starts at once make one client, and both serve it', async () => {
    const { env } = await place();

    const both = await Promise.all([started(env), started(env)]);

    const shown = both.filter((server) => server.out().includes('shown once'));
    expect(shown).toHaveLength(1);
    const auth = printedAuth(shown[0]?.out() ?? '');
    expect((await createUser(both[0], auth)).status).toBe(201);
    expect(await countUsers(both[1], auth)).toBe(1);
  });

  test('another master key and a newer schema are refused', async () => {
    const { env, database_url } = await place();
    await (await started(env)).stop();

    const other = { ...env, INTARSIA_MASTER_KEY: randomBytes(32).toString('base64') };
    const wrongKey = await runVerb(['serve'], other);
    await raiseSchema(database_url);
    const tooNew = await runVerb(['serve'], env);
    const doctor = await runVerb(['doctor'], env);

    expect(wrongKey).toMatchObject({ code: 1, out: '' });
    expect(wrongKey.err).toMatch(/^INTARSIA_MASTER_KEY: this database was made with another key/m);
    expect(tooNew).toMatchObject({ code: 1, out: '' });
    expect(doctor.code).toBe(1);
    expect(doctor.out).toContain('✗ database: has schema 9999');
    expect(tooNew.err).toMatch(/^The database has schema 9999, this build knows up to \d+\.$/m);
  });

  test('a stop under load ends every request that was begun, and keeps what was acknowledged', async () => {
    const { env } = await place();
    const server = await started(env);
    const auth = printedAuth(server.out());
    const answers: number[] = [];
    let stopping = false;
    const writer = async () => {
      while (!stopping) {
        const answer = await createUser(server, auth).catch(() => undefined);
        if (answer) answers.push(answer.status);
      }
    };
    const writers = Promise.all(Array.from({ length: 8 }, writer));
    await expect.poll(() => answers.length, { timeout: 10_000 }).toBeGreaterThan(50);

    const began = performance.now();
    const ended = await server.stop();
    stopping = true;
    await writers;

    expect(ended.code).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(new Set(answers)).toEqual(new Set([201]));
    const again = await started(env);
    expect(await countUsers(again, auth)).toBe(answers.length);
  });

  test('keys and links made beside a running server work at once', async () => {
    const { env } = await place();
    const server = await started(env);

    const key = await runVerb(['keys', 'create', '--local', '--live'], env);
    const link = await runVerb(['login-link'], { ...env, INTARSIA_PUBLIC_URL: server.url });

    expect((await createUser(server, printedAuth(key.out))).status).toBe(201);
    const token = new URL(link.out.trim()).hash.replace('#token=', '');
    const signedIn = await fetch(`${server.url}/trpc/session.redeem`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(signedIn.headers.get('set-cookie')).toContain('intarsia_session=');
  });

  test('fixed credentials work and are never printed', async () => {
    const { env } = await place();
    const fixed = {
      INTARSIA_SANDBOX_KEY_ID: 'ci',
      INTARSIA_SANDBOX_KEY_SECRET: 'a-secret-for-ci-runs',
      INTARSIA_SANDBOX_LINK_KEY: 'ci-link',
    };

    const server = await started({ ...env, ...fixed });
    const auth = `Basic ${Buffer.from('ci:a-secret-for-ci-runs').toString('base64')}`;
    const answer = await createUser(server, auth);
    const ended = await server.stop();

    expect(answer.status).toBe(201);
    expect(ended.out).toContain('shown once');
    expect(ended.out + ended.err).not.toContain('a-secret-for-ci-runs');
  });

  test('doctor finds a healthy instance, and shows no secret', async () => {
    const { env } = await place();
    await (await started(env)).stop();

    const { code, out } = await runVerb(['doctor'], env);

    expect(code).toBe(0);
    expect(out).toContain('✓ database: answers');
    expect(out).toContain('✓ master key: is the one');
    expect(out).not.toContain(env.INTARSIA_MASTER_KEY);
  });
});

test('a start that waits for another process says so to who asks, and ends when it is told', async () => {
  const sqlite = engines[0];
  if (!sqlite) throw new Error('no engine');
  const { env, database_url, remove } = await emptyPlace(sqlite);
  undo.push(remove);
  await (await started(env)).stop();
  const other = new Database(database_url);
  undo.push(async () => other.close());
  other.exec('begin immediate');
  const port = await freePort();

  const { child, ended } = launch(['serve'], { ...env, INTARSIA_PORT: String(port) });
  undo.push(async () => child.kill('SIGKILL'));
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => undefined,
    );
  await expect.poll(() => ask('/healthz'), { timeout: 10_000 }).toBe(200);
  const readiness = await ask('/readyz');
  child.kill('SIGTERM');

  expect(readiness).toBe(503);
  expect((await ended).code).toBe(0);
});

test('a port in use ends the start before anything is made', async () => {
  const sqlite = engines[0];
  if (!sqlite) throw new Error('no engine');
  const { env, remove } = await emptyPlace(sqlite);
  undo.push(remove);
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  undo.push(() => new Promise((resolve) => other.close(resolve)));

  const ended = await runVerb(['serve'], { ...env, INTARSIA_PORT: String(port) });
  const later = await started(env);

  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(new RegExp(`^INTARSIA_PORT: ${port} on 127.0.0.1 is in use`));
  expect(later.out()).toContain('shown once');
});

test.each([
  [['serve'], { INTARSIA_PORT: 'x' }, /^INTARSIA_PORT: must be a port/],
  [['nonsense'], {}, /^There is no verb nonsense\./],
  [['keys', 'create'], {}, /^Did you mean: keys create --local/],
  [['clients', 'list'], {}, /^Did you mean: clients list --local/],
  [['clients', 'create', '--local'], {}, /^--name: is required/],
])('%j with %j ends with 2 and says why', async (args, env, message) => {
  const { code, err } = await runVerb(args, env);

  expect(code).toBe(2);
  expect(err).toMatch(message);
});
