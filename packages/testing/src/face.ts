/// <reference lib="esnext.disposable" preserve="true" />
import type {
  Account,
  AnswerSandboxInput,
  ClockState,
  ConnectSandboxInput,
  DomainEvent,
  DrivenClock,
  Intarsia,
  SandboxSettings,
  ScenarioFile,
  SetConnectionInput,
  SetPayDistributionInput,
  Snapshot,
  UpdateSandboxSettingsInput,
  World,
} from '@intarsia/client';
import type { TestWebhooks } from './webhook-face.ts';

/** How an instance differs from the usual one. */
export interface TestIntarsiaOptions {
  /**
   * What the sandbox's data is a function of: the same seed gives the same people, payouts and ids, on every
   * machine. `intarsia` when not said.
   */
  readonly seed?: string | undefined;
  /** What the clock shows at first: ISO 8601, or a `Date`. 15 January 2026, 9:00 UTC, when not said. */
  readonly now?: string | Date | undefined;
  /**
   * `frozen` (when not said): time stands still until the test moves it. `running`: it goes on like any
   * other clock, and what has fallen due is done with the next call.
   */
  readonly clock?: 'frozen' | 'running' | undefined;
  /**
   * How long simulated work takes. `instant` (when not said): a login and its first scan are done when the
   * call that begins them answers. `fast` is a tenth of the recorded times, `real` all of them; both pass on
   * the instance's own clock, so a frozen one has to be moved.
   */
  readonly speed?: 'instant' | 'fast' | 'real' | undefined;
}

/**
 * A complete Intarsia of your own: a database, the engine that production runs, a sandbox and its clock. It
 * lives in this process, opens no port, and knows no other instance.
 */
export interface TestIntarsia extends AsyncDisposable {
  /** Base of every address, `http://intarsia.test`. Nobody answers there but `fetch`. */
  readonly url: string;
  /** The sandbox API key, `id:secret`, as clients take it. The same in every instance. */
  readonly apiKey: string;
  /** The sandbox link key, with which Link starts. */
  readonly linkKey: string;
  /** The `Authorization` header of the API key. */
  readonly auth: string;
  /** Every operation, typed, called with the API key. */
  readonly client: Intarsia;
  /**
   * The REST API as a `fetch`: give it to the code under test instead of the global one. Takes addresses
   * below `url`, and paths alone; any other host is refused, because tests have no network. Like a server
   * it lets in only who brings a key or a token.
   */
  readonly fetch: typeof globalThis.fetch;
  /** The sandbox's clock: rows, tokens, scans and purges live by it. */
  readonly clock: TestClock;
  /** What a person and their employer would do. */
  readonly sandbox: TestSandbox;
  /** What has happened so far: `await intarsia.events({ type: 'accounts.connected' })`. */
  readonly events: EventLog;
  /** Deliveries without a port: `const inbox = await intarsia.webhooks.subscribe()`. */
  readonly webhooks: TestWebhooks;
  /** Ends the instance and removes its files. More than once does no harm. */
  close(): Promise<void>;
  /** `close`, for `await using intarsia = await createTestIntarsia()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A length of time; all parts count together. */
export interface DurationParts {
  readonly years?: number | undefined;
  readonly months?: number | undefined;
  readonly weeks?: number | undefined;
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
}

/** The clock of an instance. Whatever falls due on the way is done before a call answers, each at its time. */
export interface TestClock {
  /** What the clock shows, such as `2026-01-15T09:00:00.000000Z`. */
  now(): Promise<string>;
  /** What the clock shows, whether it runs, and what waits for it. */
  state(): Promise<ClockState>;
  /** Stops the clock, at once, at a later moment, or while there are no users at an earlier one. */
  freeze(at?: string | Date): Promise<DrivenClock>;
  /** Lets the clock run on from where it stands. */
  resume(): Promise<DrivenClock>;
  /**
   * Moves the clock forward, at most five years:
   * `advance('P10D')`, `advance({ days: 10 })`, `advance({ to: '2026-03-01T00:00:00Z' })`.
   */
  advance(by: string | DurationParts | { readonly to: string | Date }): Promise<DrivenClock>;
  /** Moves the clock until nothing is left to wait for but what comes again and again, such as scans. */
  run(): Promise<DrivenClock>;
  /** Moves the clock to the next thing that is due, and does it. `jobs_run` is 0 when there is none. */
  step(): Promise<DrivenClock>;
  /**
   * Lets the clock run from when the instance was made, as if nobody had moved it, or from `at`; may change the
   * seed. An earlier time and another seed are for an instance without users: `sandbox.reset()` empties it.
   */
  reset(change?: {
    readonly seed?: string | undefined;
    readonly at?: string | Date | undefined;
  }): Promise<DrivenClock>;
}

/** A login at a link item. The first persona of the sandbox signs in when nobody else is named. */
export type ConnectInput = Omit<ConnectSandboxInput, 'username' | 'password'> &
  Partial<Pick<ConnectSandboxInput, 'username' | 'password'>>;

/** An account as it was read, or its id. */
export type AccountOrId = string | Pick<Account, 'id'>;

/** Control of the sandbox. */
export interface TestSandbox {
  /**
   * Submits a login as Link would, for `user` or for a new one: `connect({ link_item: 'walmart' })`.
   * The password `passgood` is right (and used when none is given); `pass_<error_code>` makes that
   * error. Gives the account as it is once all that takes no time is done.
   */
  connect(login: ConnectInput): Promise<Account>;
  /** Answers what a login asks for, such as a code: `answer({ id: account.id, code: '8081' })`. */
  answer(challenge: AnswerSandboxInput): Promise<Account>;
  /** Scans an account now. One to five payouts and activities are new. Gives the account afterwards. */
  scan(account: AccountOrId): Promise<Account>;
  /**
   * Brings the connection somewhere, by the shortest legal path and with all its events: a session that is
   * lost is `setConnection(account, { status: 'error', error_code: 'auth_required' })`.
   */
  setConnection(account: AccountOrId, to: Omit<SetConnectionInput, 'id'>): Promise<Account>;
  /** Brings the deposit switch somewhere, as `setConnection` does the connection. */
  setPayDistribution(
    account: AccountOrId,
    to: Omit<SetPayDistributionInput, 'id'>,
  ): Promise<Account>;
  /**
   * Adds a scenario, as YAML or JSON: what a login does from now on, step by step. The answer has the
   * `usernames` that live it. Those that are shipped are there already: `connect({ link_item, username:
   * 'session-lost' })`.
   */
  scenario(source: string): Promise<ScenarioFile>;
  /** Keeps the world as it is: people, accounts, data, clock, scenarios, settings. */
  snapshot(): Promise<Snapshot>;
  /** Brings a kept world back, any number of times. What has happened stays in `events`. */
  restore(snapshot: string | Pick<Snapshot, 'id'>): Promise<World>;
  /** Empties the world, and sets clock, speed and seed as they were when the instance was made. */
  reset(): Promise<World>;
  /** Reads the settings, after changing those that are named. */
  settings(change?: UpdateSandboxSettingsInput): Promise<SandboxSettings>;
}

/** The name of an event, such as `accounts.connected`. */
export type EventType = DomainEvent['type'];

/** An event of one type (or of several), as it was committed together with the change it tells of. */
export type EventOf<Type extends EventType = EventType> = Type extends EventType
  ? Pick<Extract<DomainEvent, { type: Type }>, 'type' | 'occurred_at' | 'data'> & {
      readonly id: string;
    }
  : never;

/** Which events to give; all of them when nothing is said. */
export interface EventFilter<Type extends EventType = EventType> {
  readonly type?: Type | readonly Type[] | undefined;
  /** Only those of one account. */
  readonly account?: string | undefined;
  /** Only those of one user. */
  readonly user?: string | undefined;
}

/** The events of the instance, oldest first. */
export interface EventLog {
  <Type extends EventType = EventType>(filter?: EventFilter<Type>): Promise<EventOf<Type>[]>;
  /**
   * The next event of a type that `next` has not given yet, waiting for it `within` milliseconds (1000
   * when not said). Throws with the events that came instead.
   */
  next<Type extends EventType>(
    type: Type,
    options?: { readonly within?: number | undefined },
  ): Promise<EventOf<Type>>;
}
