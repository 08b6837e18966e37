import { setMaxListeners } from 'node:events';
import {
  type AppRouter,
  allOperations,
  appRouter,
  type BuiltInScenario,
  type Caller,
  createCallerFactory,
  createFileHandler,
  createGuard,
  createRestHandler,
  type Deps,
  docsPage,
  exportWorld,
  FILES_PREFIX,
  type Guard,
  openApi,
  type RestHandler,
  type RpcContext,
  routeTable,
} from '@intarsia/api';
import type { JwkSet, Log } from '@intarsia/domain';
import { openStore, type Store, type Writes } from '@intarsia/store';
import { openDeliveries } from './deliveries.ts';
import { composeDeps, type Machine, thisMachine } from './deps.ts';
import { type FirstStart, makeFirstStart } from './first-start.ts';
import { type FixedCredentials, setFixedCredentials } from './fixed-credentials.ts';
import { createJwks } from './jwks.ts';
import { checkMasterKey, rememberMasterKey } from './master-check.ts';
import { openVault } from './vault.ts';
import { openWork, type Work } from './work.ts';

/** What an instance is opened with. */
export interface InstanceOptions {
  /** `postgres://…`, or the path of an SQLite file. */
  readonly database_url: string;
  readonly master_key: Uint8Array;
  /** Base of links that people open, without a trailing slash. */
  readonly public_url: string;
  readonly log: Log;
  /** Whether only this machine can reach the server; not when it is not said. */
  readonly on_loopback?: boolean | undefined;
  /** Seed of the first sandbox. */
  readonly seed?: string | undefined;
  readonly fixed_credentials?: FixedCredentials | undefined;
  /** Scenarios that every sandbox has besides the shipped ones. */
  readonly scenarios?: readonly Pick<BuiltInScenario, 'scenario' | 'source'>[] | undefined;
  /** Makes no first start: a database that never had one is refused. */
  readonly existing?: boolean | undefined;
  /** False for a database that is thrown away anyway: it waits for no disk. */
  readonly durable?: boolean | undefined;
  /** Replaces parts of the machine, for tests. */
  readonly machine?: Partial<Machine> | undefined;
}

/** What a tRPC door reads from a request. */
export type RpcRequest = Omit<RpcContext, 'deps' | 'guard'>;

/** Calls operations in process, through the typed router. */
export type InstanceCaller = ReturnType<
  ReturnType<typeof createCallerFactory<AppRouter['_def']['record']>>
>;

/** A whole Intarsia in this process. */
export interface Instance extends Work {
  readonly deps: Deps;
  readonly guard: Guard;
  /** Everything under `/v1`, and the files that its answers link to. */
  readonly rest: RestHandler;
  readonly router: AppRouter;
  createContext(request: RpcRequest): RpcContext;
  /** Calls as somebody whose proof needs no checking, such as the machine's own binary. */
  callAs(caller: Caller): InstanceCaller;
  /** What the first start made; undefined at every later one. */
  readonly first_start: FirstStart | undefined;
  /** What is to be sent to subscriptions: driven by a loop of its own, since receivers take their time. */
  readonly deliveries: Work;
  /** False while the database does not answer. */
  isReady(): Promise<boolean>;
  /** The public keys that verify user tokens. */
  publicKeys(): Promise<JwkSet>;
  /** The OpenAPI document, as JSON. */
  openApi(): string;
  /** The API reference, as HTML. */
  docs(): string;
  /** The world of an environment as text that two equal runs share. Throws when there is no such environment. */
  exportWorld(environment_id: string): Promise<string>;
  /** Tells calls that take long, such as those that drive a clock, to come to a good end soon. */
  drain(): void;
  /** Waits for writes that have begun. */
  close(): Promise<void>;
}

/**
 * Opens an instance on a database: brings its schema up to this build, fills it at its first start, and
 * refuses it under another master key than the one it was made with.
 */
export async function openInstance(options: InstanceOptions): Promise<Instance> {
  const { database_url: url, log, durable } = options;
  const store = await openStore({ url, log, durable });
  try {
    return await startOn(store, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function startOn(store: Store, options: InstanceOptions): Promise<Instance> {
  const machine = { ...thisMachine(), ...options.machine };
  const master = openVault(options.master_key, machine.random);
  const listeners: ((environment_id: string) => void)[] = [];
  const stopping = new AbortController();
  // Whoever follows a stream listens to it: any number may.
  setMaxListeners(0, stopping.signal);
  let start = 0;
  const onWake: Work['onWake'] = (listener) => listeners.push(listener);
  const wake = (environment_id: string) => {
    for (const listener of listeners) listener(environment_id);
  };
  const deps = composeDeps({
    store,
    master,
    machine,
    log: options.log,
    public_url: options.public_url,
    scenarios: options.scenarios ?? [],
    start: () => start,
    on_loopback: options.on_loopback ?? false,
    stopping: stopping.signal,
    wake,
  });
  let first_start: FirstStart | undefined;
  const fill = async (tx: Writes) => {
    await rememberMasterKey(tx, master);
    const keyless = options.fixed_credentials !== undefined;
    first_start = await makeFirstStart(tx, deps, { seed: options.seed, keyless });
  };
  await store.migrate(options.existing ? undefined : fill);
  await checkMasterKey(store, master);
  // No two processes ever work with one number.
  start = await store.write((tx) => tx.instance.next('start'));
  if (options.fixed_credentials) await setFixedCredentials(deps, options.fixed_credentials);
  return {
    ...facesOf(deps),
    ...openWork(deps, onWake),
    deliveries: openDeliveries(deps, onWake),
    close: once(async () => {
      stopping.abort();
      machine.outgoing.close();
      await store.close();
    }),
    first_start,
    drain: () => stopping.abort(),
  };
}

/** The doors of an instance and what stands beside them. */
function facesOf(
  deps: Deps,
): Omit<Instance, keyof Work | 'first_start' | 'deliveries' | 'drain' | 'close'> {
  const guard = createGuard(deps);
  const routes = routeTable(allOperations().map(([, operation]) => operation));
  const callerOf = createCallerFactory(appRouter);
  const calls = createRestHandler(routes, deps, guard);
  const files = createFileHandler(deps);
  const text = once(() => JSON.stringify(openApi()));
  const page = once(() => docsPage(openApi()));

  return {
    deps,
    guard,
    rest: (request) => (request.url.startsWith(FILES_PREFIX) ? files : calls)(request),
    router: appRouter,
    createContext: (request) => ({ ...request, deps, guard }),
    callAs: (caller) =>
      callerOf({ deps, guard, caller, credentials: {}, request_id: 'in process' }),
    isReady: () =>
      deps.store.ping().then(
        () => true,
        (err: unknown) => {
          deps.log.warn({ err }, 'the database does not answer');
          return false;
        },
      ),
    publicKeys: createJwks(deps),
    async exportWorld(environment_id) {
      const environment = await deps.store.read.environments.find(environment_id);
      if (!environment) throw new Error(`there is no environment ${environment_id}`);
      return exportWorld(deps, environment);
    },
    openApi: text,
    docs: page,
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
