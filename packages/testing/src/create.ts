import { createHash } from 'node:crypto';
import { createIntarsia, type Intarsia } from '@intarsia/client';
import { clockAt, type Environment, type Log } from '@intarsia/domain';
import {
  clockFrom,
  type Instance,
  type InstanceOptions,
  openInstance,
  seededRandom,
  wholeRound,
} from '@intarsia/runtime';
import { clockOf } from './clock.ts';
import { eventsOf } from './events.ts';
import type { TestIntarsia, TestIntarsiaOptions } from './face.ts';
import { BASE, fetchOf } from './fetch.ts';
import { type Doors, webhooksOf } from './inboxes.ts';
import { outgoingOfTests } from './outgoing.ts';
import { sandboxOf } from './sandbox.ts';
import { settingsOf, type TestSettings, usual } from './settings.ts';
import { openWorkshop } from './workshop.ts';

/** The credentials of every instance. They open nothing but instances like it. */
const credentials = {
  key_id: 'test-key',
  key_secret: 'test-secret',
  link_key: 'test-link-key',
} as const;
const API_KEY = `${credentials.key_id}:${credentials.key_secret}`;
const AUTH = `Basic ${btoa(API_KEY)}`;

/** What is sealed in a test is no secret, and has to be the same in every run. */
const master_key = createHash('sha256').update('intarsia test').digest();

/** The one thing that instances share: what they begin with, made once and never changed. */
const workshop = openWorkshop(prepare);

/**
 * Opens a complete Intarsia for a test: a database of its own, the engine that production runs, a sandbox
 * whose clock stands still until the test moves it. No port, no network, and nothing left after `close`.
 *
 * ```ts
 * await using intarsia = await createTestIntarsia();
 * const account = await intarsia.sandbox.connect({ link_item: 'walmart' });
 * const { results } = await intarsia.client.payouts.list.query({ account: account.id });
 * await intarsia.clock.advance({ days: 10 });
 * ```
 *
 * Every run is equal: ids, data and times are functions of `seed` and `now`. Throws a `TypeError` for an
 * option of no meaning.
 */
export async function createTestIntarsia(options: TestIntarsiaOptions = {}): Promise<TestIntarsia> {
  const settings = settingsOf(options);
  const bench = await workshop.open();
  try {
    const doors: Doors = new Map();
    const place = instanceAt(bench.file, settings, doors);
    const instance = await openInstance({ ...place, existing: true });
    await setUp(instance, settings);
    return await faceOf(instance, settings, { doors, clear: () => bench.clear() });
  } catch (error) {
    await bench.clear();
    throw error;
  }
}

/** Makes the database that every instance begins with: a first start under the usual settings. */
async function prepare(file: string): Promise<void> {
  const instance = await openInstance({
    ...instanceAt(file, usual, new Map()),
    fixed_credentials: credentials,
    machine: {
      wall: { now: () => usual.now },
      random: seededRandom('intarsia test'),
      fetch: noNetwork,
    },
  });
  await setUp(instance, usual);
  await instance.close();
}

function instanceAt(file: string, { now, seed }: TestSettings, doors: Doors): InstanceOptions {
  return {
    database_url: file,
    master_key,
    public_url: BASE,
    log: loud,
    seed,
    durable: false,
    on_loopback: true,
    machine: {
      wall: clockFrom(now),
      random: seededRandom(seed),
      fetch: noNetwork,
      outgoing: outgoingOfTests(doors),
    },
  };
}

async function sandboxIn({ deps }: Instance): Promise<Environment> {
  const environments = await deps.store.read.environments.listAll();
  const sandbox = environments.find(({ kind }) => kind === 'sandbox');
  if (!sandbox) throw new Error('the prepared database has no sandbox');
  return sandbox;
}

/** Sets what differs from the environment as it is. */
async function setUp(instance: Instance, settings: TestSettings): Promise<void> {
  const { deps, guard } = instance;
  const { id, seed, speed, clock } = await sandboxIn(instance);
  const at = clockAt(settings.now, { mode: settings.clock, wall: deps.wall.now() });
  const stands = clock.mode === 'frozen' && at.mode === 'frozen' && clock.at === at.at;
  if (stands && seed === settings.seed && speed === settings.speed) return;
  await deps.store.write(async (tx) => {
    await tx.environments.setSeed(id, settings.seed);
    await tx.environments.setSpeed(id, settings.speed);
    await tx.environments.takeClock(id, { ...clock, ...at });
  });
  guard.forget();
}

async function faceOf(
  instance: Instance,
  settings: TestSettings,
  { doors, clear }: { doors: Doors; clear: () => Promise<void> },
): Promise<TestIntarsia> {
  const { id } = await sandboxIn(instance);
  let closed: Promise<void> | undefined;
  const runDue = workerOf(instance);
  const fetch = fetchOf(instance, {
    async before() {
      if (closed) throw new Error('This Intarsia was closed: the request came after its close().');
      await runDue();
    },
    after: runDue,
  });
  const client: Intarsia = createIntarsia({
    url: BASE,
    apiKey: API_KEY,
    fetch,
    // Whoever fakes the timers of a test would stop calls that wait for company.
    batch: false,
  });
  const close = () => {
    closed ??= instance.close().then(clear);
    return closed;
  };
  return {
    url: BASE,
    apiKey: API_KEY,
    linkKey: credentials.link_key,
    auth: AUTH,
    client,
    fetch,
    clock: clockOf(client),
    sandbox: sandboxOf(client, () => setUp(instance, settings)),
    events: eventsOf(instance, id),
    webhooks: webhooksOf({ client, doors, wall: instance.deps.wall }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Does what is due, with the calls instead of beside them: nothing happens in a test behind its back. */
function workerOf(instance: Instance): () => Promise<void> {
  let woken = false;
  instance.onWake(() => {
    woken = true;
  });
  const queues = [instance, instance.deliveries];
  return async () => {
    const waits = await Promise.all(queues.map((queue) => queue.dueIn()));
    if (!woken && !waits.includes(0)) return;
    woken = false;
    for (let ran = 1; ran > 0; ) {
      ran = 0;
      for (const queue of queues) ran += await wholeRound(queue);
    }
  };
}

/** A failure of ours is told where the test's own output is; all else would only be noise. */
const loud: Log = {
  debug() {},
  info() {},
  warn() {},
  error(fields, message) {
    console.error(`Intarsia: ${message}`, fields);
  },
};

async function noNetwork(): Promise<Response> {
  throw new Error('a test has no network');
}
