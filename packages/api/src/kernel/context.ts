import type {
  AnyConnector,
  Catalogue,
  Client,
  Clock,
  Environment,
  Ids,
  Log,
  Operator,
  Outgoing,
  Random,
  Scope,
  Vault,
} from '@intarsia/domain';
import type { Store, Writes } from '@intarsia/store';
import type { Feed } from '../events/feed.ts';
import type { BuiltInScenario } from '../scenarios/built-in.ts';
import type { Guard } from './guard.ts';

/** Password hashing (argon2id), slow on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long where there is no hash to compare with (null) as for a wrong password. */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** Everything an instance is made of, put together once in the runtime. */
export interface Deps {
  readonly store: Store;
  /** Wall time: leases, sessions, key overlaps, idempotency retention. */
  readonly wall: Clock;
  /** The clock that an environment's own rows and tokens live by. */
  clockOf(environment: Environment): Clock;
  idsOf(environment: Environment): Ids;
  /** Ids of what belongs to no environment: clients, keys, operators. */
  readonly ids: Ids;
  readonly random: Random;
  /** Secrets under the data key of one client. */
  vaultOf(client_id: string): Promise<Vault>;
  /** Makes a client's data key: a text sealed under the master key. */
  newDataKey(): string;
  /** The vault of a data key that was just made: its client is not stored yet. */
  vaultUnder(data_key: string): Vault;
  readonly connectors: ReadonlyMap<string, AnyConnector>;
  readonly catalogue: Catalogue;
  /** Scenarios that every sandbox has: those of the folder, then those that are shipped. */
  readonly scenarios: readonly BuiltInScenario[];
  readonly passwords: Passwords;
  readonly fetch: typeof globalThis.fetch;
  /** Requests to addresses that clients name. */
  readonly outgoing: Outgoing;
  readonly log: Log;
  /** Events as they come. */
  readonly feed: Feed;
  /** Aborted when the process is to end: what takes long comes to a good end soon. */
  readonly stopping: AbortSignal;
  /** Lets the worker loop know that a job is due now. */
  wake(environment_id: string): void;
  readonly config: {
    /** Base of `file_url` and of sign-in links, without a trailing slash. */
    readonly public_url: string;
    /** Whether only this machine can reach the server: then sandboxes may reach it too. */
    readonly on_loopback: boolean;
  };
}

/** Who is calling. */
export type Actor =
  | { readonly kind: 'public' }
  | { readonly kind: 'link'; readonly link_key: string }
  | { readonly kind: 'client'; readonly key_id: string }
  | { readonly kind: 'user'; readonly user_id: string }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly session_hash: string }
  | { readonly kind: 'local' };

/** What an action may say about its answer besides the output. */
export interface Reply {
  status?: number;
  /** A session secret to keep in the browser, or null to forget it. */
  session?: string | null;
  /** The id behind which a stream begins. */
  begins_behind?: string | undefined;
}

/** What every action is given. */
export interface InstanceCtx extends Deps {
  readonly guard: Guard;
  readonly actor: Actor;
  readonly reply: Reply;
}

/** What an action inside one environment is given. */
export interface Ctx extends InstanceCtx {
  readonly scope: Scope;
  readonly environment: Environment;
  readonly client: Client;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly ids: Ids;
  /**
   * Commits the action's change. The callback returns the operation's output, which is kept with the
   * change itself when the caller sent an Idempotency-Key. `about` is the user whose erasure erases it.
   */
  commit<T>(change: (tx: Writes) => Promise<T>, about?: { user_id: string }): Promise<T>;
  /** Whether `commit` has succeeded. */
  hasCommitted(): boolean;
}
