import { randomBytes } from 'node:crypto';
import { type Actor, type Caller, secretHash } from '@intarsia/api';
import {
  type Client,
  type Clock,
  type Environment,
  type EnvironmentInfo,
  type Log,
  later,
  newApiKey,
  noOptions,
  type Timestamp,
  wallClock,
} from '@intarsia/domain';
import { engines, silentLog } from '@intarsia/store/testing';
import type { Machine } from './deps.ts';
import { type Instance, type InstanceCaller, openInstance } from './instance.ts';
import { wholeRound } from './work.ts';

/** A clock that moves when it is told to. */
export interface ManualClock extends Clock {
  set(time: Timestamp): void;
  advance(milliseconds: number): void;
}

/** An API key with its Authorization header. */
export interface TestKey {
  readonly id: string;
  readonly secret: string;
  readonly auth: string;
}

/** What `rest` sends besides method and path. */
export interface TestRequest {
  /** The Authorization header; the sandbox key's when not said, none for null. */
  readonly auth?: string | null | undefined;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An answer, with its body as text and parsed; undefined when it is empty, and bytes when it is no JSON. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: unknown;
  /** What comes piece by piece instead. */
  readonly stream?: AsyncIterableIterator<Uint8Array> | undefined;
}

/** A whole instance on a real database, without a port, under a clock that stands still. */
export interface TestInstance {
  readonly instance: Instance;
  readonly clock: ManualClock;
  readonly client: Client;
  readonly sandbox: Environment;
  readonly live: Environment;
  readonly keys: { readonly sandbox: TestKey; readonly live: TestKey };
  readonly link_key: string;
  /** Where its database is, to look into it behind its back. */
  readonly database_url: string;
  /** Asks the REST core. */
  rest(method: string, path: string, request?: TestRequest): Promise<TestAnswer>;
  /**
   * The typed router for somebody in an environment; for the sandbox key when nobody is named. It sees the
   * environment as it is given: one that only callers see has the wall's clock.
   */
  caller(actor?: Actor, environment?: EnvironmentInfo | Environment): InstanceCaller;
  /** Runs jobs until none is due; tells how many ran. */
  work(): Promise<number>;
  /** Runs jobs and moves the clock to the next one until none is left. */
  settle(): Promise<number>;
  /** Opens the same database once more, as another process does. Closed by the caller. */
  again(): Promise<Instance>;
  /** Closes the instance and removes its database. */
  close(): Promise<void>;
}

/** How a test instance differs from the usual one. */
export interface TestOptions {
  readonly engine?: 'sqlite' | 'postgres' | undefined;
  /** Where the clock stands. */
  readonly now?: Timestamp | undefined;
  readonly seed?: string | undefined;
  readonly machine?: Partial<Machine> | undefined;
  /** Where lines of the log go; nowhere when not said. */
  readonly log?: Log | undefined;
}

const START = '2022-04-22T14:26:40.682437Z';
const ORIGIN = 'http://intarsia.test';

/** Opens a complete instance of its own for a test. */
export async function testInstance(options: TestOptions = {}): Promise<TestInstance> {
  const { engine: name = 'sqlite', now = START, seed = 'test', machine, log = silentLog } = options;
  const engine = engines.find((one) => one.name === name);
  if (!engine) throw new Error(`no engine ${name}`);
  const place = await engine.place();
  const clock = manualClock(now);
  const given = {
    database_url: place.url,
    master_key: randomBytes(32),
    public_url: ORIGIN,
    on_loopback: true,
    log,
    seed,
    machine: { wall: clock, fetch: noFetch, ...machine },
  };
  const instance = await openInstance(given);
  const made = await furnish(instance);
  return {
    ...made,
    instance,
    database_url: place.url,
    clock,
    rest: restOf(instance, made.keys.sandbox.auth),
    caller: callerOf(instance, made),
    work: () => runAll(instance),
    settle: () => settle(instance, clock),
    again: () => openInstance({ ...given, existing: true }),
    async close() {
      await instance.close();
      await place.remove();
    },
  };
}

/** A clock that stands still at a time until it is moved. */
export function manualClock(start: Timestamp = START): ManualClock {
  let time = start;
  return {
    now: () => time,
    set(to) {
      time = to;
    },
    advance(milliseconds) {
      time = later(time, milliseconds);
    },
  };
}

type Furniture = Pick<TestInstance, 'client' | 'sandbox' | 'live' | 'keys' | 'link_key'>;

/** Reads what the first start made, and adds the live key that it does not make. */
async function furnish({ deps, first_start }: Instance): Promise<Furniture> {
  const { read } = deps.store;
  const { api_key, link_key } = first_start ?? {};
  const client = await read.clients.find(first_start?.client_id ?? '');
  const sandbox = await read.environments.find(first_start?.sandbox_id ?? '');
  const live = await read.environments.find(first_start?.live_id ?? '');
  if (!client || !sandbox || !live || !api_key || !link_key) throw new Error('no first start');
  const secret = randomBytes(24).toString('base64url');
  const at = { id: deps.random.uuid(), now: deps.wall.now() };
  const key = newApiKey({ name: 'Live key of a test', kind: 'live' }, at);
  await deps.store.write((tx) =>
    tx.apiKeys.insert({ environment_id: live.id }, key, { secret_hash: secretHash(secret) }),
  );
  const keys = { sandbox: testKey(api_key), live: testKey({ id: key.id, secret }) };
  return { client, sandbox, live, keys, link_key };
}

function testKey(key: { id: string; secret: string }): TestKey {
  return { ...key, auth: basicAuth(key) };
}

/** The Authorization header of an API key. */
export function basicAuth({ id, secret }: { id: string; secret: string }): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

function restOf(instance: Instance, usual: string): TestInstance['rest'] {
  return async (method, url, { auth = usual, body, headers = {} } = {}) => {
    const answer = await instance.rest({
      method,
      url,
      headers: { ...(auth === null ? {} : { authorization: auth }), ...headers },
      body: bytesOf(body),
      origin: ORIGIN,
      request_id: 'test',
    });
    const { status, headers: told, body: sent, stream } = answer;
    if (typeof sent !== 'string') return { status, headers: told, text: '', body: sent };
    const parsed = sent === '' ? undefined : JSON.parse(sent);
    return { status, headers: told, text: sent, body: parsed, stream };
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array(0);
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function callerOf(instance: Instance, made: Furniture): TestInstance['caller'] {
  const usual: Actor = { kind: 'client', key_id: made.keys.sandbox.id };
  return (actor = usual, environment = made.sandbox) => {
    const inside: Environment = {
      clock: wallClock,
      options: noOptions,
      epoch: 0,
      ...environment,
    };
    const caller: Caller = { actor, environment: inside, client: made.client };
    return instance.callAs(caller);
  };
}

async function runAll(instance: Instance): Promise<number> {
  let total = 0;
  for (;;) {
    const ran = (await wholeRound(instance)) + (await wholeRound(instance.deliveries));
    if (ran === 0) return total;
    total += ran;
  }
}

async function settle(instance: Instance, clock: ManualClock): Promise<number> {
  let total = await runAll(instance);
  for (;;) {
    const waits = await Promise.all([instance.dueIn(), instance.deliveries.dueIn()]);
    const [wait] = waits.filter((ms) => ms !== undefined).sort((x, y) => x - y);
    if (wait === undefined) return total;
    clock.advance(Math.ceil(wait));
    total += await runAll(instance);
  }
}

async function noFetch(): Promise<Response> {
  throw new Error('a test has no network');
}
