import { z } from 'zod';
import { type ConnectionErrorCode, connectionErrors } from './connection-errors.ts';
import type { FormTemplate } from './forms.ts';
import type { Json } from './json.ts';
import type { LoginField } from './link/login-fields.ts';
import type { CatalogueItem } from './link-items.ts';
import type { PayDistributionConfig } from './pay-distribution-configs/index.ts';
import { type PayDistributionErrorCode, payDistributionErrors } from './pay-distribution-errors.ts';
import type { Clock, Log, Random } from './ports.ts';
import type { ScannedKind, ScannedRecord } from './resources/scanned.ts';
import type { ListedRange } from './scans.ts';
import type { Scenario } from './scenarios/index.ts';
import type { Timestamp } from './values.ts';

/** What a source asks the person for in the middle of a login. */
export const Challenge = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('code'),
    channel: z.enum(['sms', 'email', 'app']),
    /** Where the code went, masked: `*** *** 0010`. */
    hint: z.string().optional(),
  }),
  z.object({
    kind: z.literal('choice'),
    options: z.array(z.object({ id: z.string(), label: z.string() })),
  }),
  z.object({ kind: z.literal('push'), hint: z.string().optional() }),
]);
export type Challenge = z.infer<typeof Challenge>;

/** What the person did about a challenge. */
export const ChallengeAnswer = z.union([
  z.strictObject({ code: z.string().min(1).max(64) }),
  z.strictObject({ choice: z.string().min(1).max(200) }),
  /** Send it once more: the same question, for as long as the first time. */
  z.strictObject({ resend: z.literal(true) }),
  z.strictObject({ timed_out: z.literal(true) }),
]);
export type ChallengeAnswer = z.infer<typeof ChallengeAnswer>;

/** What a connector keeps to scan later without the person. Stored sealed; only its connector reads it. */
export type Session = Json;

/** How far a scan has come, or the last one came. Stored between batches; only its connector reads it. */
export type ScanCursor = Json;

/** One run of a login: from its beginning, or from where an earlier run of it stopped. */
export interface ConnectAttempt {
  readonly link_item: CatalogueItem;
  /** As the caller sent them; the connector parses them with its own schema. */
  readonly credentials: unknown;
  /** How often credentials were submitted for this account, this time included. */
  readonly ordinal: number;
  /** The script of a sandbox login, where there is one; only at the beginning of a login. */
  readonly scenario?: Scenario | undefined;
  /** What the last login of the account that worked has left. */
  readonly session?: Session | undefined;
  /** What the last `wait` or `challenge` of this login said; absent at its beginning. */
  readonly resume?: Json | undefined;
  /** What the person did about the last `challenge`; absent for a finished `wait`. */
  readonly answer?: ChallengeAnswer | undefined;
}

/**
 * A login tells how it goes step by step. `wait`, `challenge` and `connected` end the run: the caller
 * stores `resume`, and comes back with it when the time is over or the person has answered. Nothing of
 * a login lives in memory between runs, so a crash, a restart or another process loses nothing.
 */
export type ConnectStep =
  | { readonly kind: 'progress'; readonly stage: string }
  /** `for_ms` is the environment's time. */
  | { readonly kind: 'wait'; readonly for_ms: number; readonly resume: Json }
  | {
      readonly kind: 'challenge';
      readonly challenge: Challenge;
      /** How long the source waits for the answer, in the environment's time. */
      readonly timeout_ms: number;
      readonly resume: Json;
    }
  | { readonly kind: 'connected'; readonly session: Session };

/** One run of a deposit switch that the person has confirmed: from its beginning, or from where one stopped. */
export interface PayDistributionAttempt {
  readonly link_item: CatalogueItem;
  readonly config: PayDistributionConfig;
  /** What the last step of this switch said; absent at its beginning. */
  readonly resume?: Json | undefined;
}

/**
 * How a deposit switch goes. Each step ends the run, and is recorded before the next one begins. A source is
 * only changed after `updating`; as a crash may lose what came of that, whoever is asked again with the same
 * `resume` has to see whether it was done.
 */
export type PayDistributionStep =
  /** `for_ms` is the environment's time. */
  | { readonly kind: 'wait'; readonly for_ms: number; readonly resume: Json }
  /** Everything was read that has to be known. The account shows `updating` before the next run begins. */
  | { readonly kind: 'updating'; readonly resume: Json }
  /** The pay is switched. From now on this session is kept. */
  | { readonly kind: 'done'; readonly session: Session };

/** What a batch tells of completely: all records of a kind, or all whose dates lie in a range. */
export interface Listing extends ListedRange {
  readonly kind: ScannedKind;
}

/**
 * A part of a scan, recorded as a whole. `facts` come first, `events` from newest to oldest, and `done`
 * ends the scan; each stage may take several batches or none, and a batch may bring nothing but a wait.
 */
export interface ScanBatch {
  readonly stage: 'facts' | 'events' | 'done';
  /** Names of employers found; absent when this batch brings none. */
  readonly employers?: readonly string[] | undefined;
  /** What was found, newest first. What was found before and has changed is brought again. */
  readonly records?: readonly ScannedRecord[] | undefined;
  /**
   * What this batch lists completely: a row of an earlier scan that should be among its records and is
   * not has vanished. Ranges are for payouts and activities; facts are listed as a whole or not at all.
   */
  readonly listed?: readonly Listing[] | undefined;
  /** Leave the scan and go on from `cursor` after this long, in the environment's time. */
  readonly wait_ms?: number | undefined;
  /** With `done`: something is known to happen then, so scan again no later than that. */
  readonly again_at?: Timestamp | undefined;
  /** The very value that the scan was given says that it came no further: then nothing is stored anew. */
  readonly cursor: ScanCursor;
}

/** All that a connector may touch of the world. */
export interface ConnectorIo {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** A connector stops at its next step when this is aborted, by throwing the signal's reason. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** How long simulated work takes. Connectors to real sources take no notice. */
  readonly speed: 'instant' | 'fast' | 'real';
  /** The environment's seed, of which simulated data is a function; absent outside a sandbox. */
  readonly seed?: string | undefined;
  /** When scans of the account were asked for by hand, oldest first; absent outside a sandbox. */
  readonly forced_scans?: readonly Timestamp[] | undefined;
  /** Absent in a sandbox, where nothing is random. */
  readonly random?: Random | undefined;
}

/** A file as it is given to whoever may read it. */
export interface DrawnFile {
  /** Such as `application/pdf`. */
  readonly media_type: string;
  readonly bytes: Uint8Array;
}

/** What a source that was away says: it is back, with the session to go on with, or when to ask again. */
export type Probe =
  | { readonly kind: 'up'; readonly session: Session }
  | { readonly kind: 'down'; readonly again_at: Timestamp };

/** Code that talks to one kind of source. Everything it cannot do is thrown as a `ConnectionError`. */
export interface Connector {
  readonly id: string;
  /** Nobody outside this process is asked anything: what a source would say is invented here. */
  readonly simulated?: boolean | undefined;
  /** What is sent from the login screen. */
  readonly credentials: z.ZodType;
  /** What the login screen of a link item asks for. */
  loginFields(link_item: CatalogueItem): readonly LoginField[];
  connect(attempt: ConnectAttempt, io: ConnectorIo): AsyncIterable<ConnectStep>;
  /**
   * Newest first. From the beginning; or from the cursor of an unfinished scan, which brings the rest; or
   * from the last cursor of a finished one, which brings what is new or different since.
   */
  scan(session: Session, from: ScanCursor | null, io: ConnectorIo): AsyncIterable<ScanBatch>;
  /**
   * Draws the file of a document from what was stored of it at the scan, its `content`. The same content
   * gives the same bytes. Absent where documents have no content to draw from.
   */
  drawFile?(content: Json): Promise<DrawnFile>;
  /**
   * The session of a login that is taken for good without being judged: of simulated sources alone, for who
   * tests what follows a connection. A session that is there goes on, and is not lost as it would have been.
   */
  admit?(
    attempt: Pick<ConnectAttempt, 'link_item' | 'credentials' | 'scenario' | 'session'>,
    now: Timestamp,
  ): Session;
  /** Looks whether a source is back; asked at the `back_at` of the outage. */
  probe?(session: Session, io: ConnectorIo): Promise<Probe>;
  /** Switches where the pay goes. What can't be done is thrown as a `PayDistributionError`. */
  updatePayDistribution?(
    session: Session,
    attempt: PayDistributionAttempt,
    io: ConnectorIo,
  ): AsyncIterable<PayDistributionStep>;
}

/** A source that people fill with their own hands: nobody logs in there, and nothing is ever scanned. */
export interface FormConnector {
  readonly id: string;
  /** The forms that it takes, the usual one first. */
  readonly templates: readonly [FormTemplate, ...FormTemplate[]];
}

/** Whatever link items name as their connector. */
export type AnyConnector = Connector | FormConnector;

/** Whether a connector takes forms instead of logins. */
export function takesForms(connector: AnyConnector): connector is FormConnector {
  return 'templates' in connector;
}

/** A login or a session that does not work. It becomes data on the account, never a failed API call. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly code: ConnectionErrorCode;
  /** Of an outage: when to look whether the source is back. */
  readonly back_at: Timestamp | undefined;

  constructor(
    code: ConnectionErrorCode,
    options: { cause?: unknown; back_at?: Timestamp | undefined } = {},
  ) {
    super(
      connectionErrors[code].message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.back_at = options.back_at;
  }
}

/** A deposit switch that can't be done. It becomes data on the account, never a failed API call. */
export class PayDistributionError extends Error {
  override readonly name = 'PayDistributionError';
  readonly code: PayDistributionErrorCode;
  /** From now on this session is kept, if one is given. */
  readonly session: Session | undefined;

  constructor(
    code: PayDistributionErrorCode,
    options: { cause?: unknown; session?: Session | undefined } = {},
  ) {
    super(
      payDistributionErrors[code].message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.session = options.session;
  }
}
