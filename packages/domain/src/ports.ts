import type { Timestamp } from './values.ts';

/** Tells the time of one environment, or of the wall. */
export interface Clock {
  /** Never earlier than the answer before it. */
  now(): Timestamp;
}

/** Makes ids that sort by time (UUIDv7, RFC 9562). */
export interface Ids {
  next(): string;
}

/** Unpredictable values: `jti`s, secrets, nonces. */
export interface Random {
  /** A random UUIDv4. */
  uuid(): string;
  bytes(size: number): Uint8Array;
}

/** Where and for whom work is done. Every repository function takes it first. */
export interface Scope {
  readonly environment_id: string;
  /** Set for the bearer of a user token: only rows of this one person exist for it. */
  readonly user_id?: string;
}

/**
 * Seals secrets with AES-256-GCM under the data key of one client, which the master key seals in turn.
 * `context` names the row and column ("accounts.credentials:<id>") and is authenticated: a value sealed
 * in one place does not open in another.
 */
export interface Vault {
  seal(plain: Uint8Array | string, context: string): string;
  /** Throws when the value was changed, or sealed under another key or context. */
  open(sealed: string, context: string): Uint8Array;
  /** A keyed hash (HMAC-SHA-256, hex): finds a value without storing it in clear. */
  fingerprint(value: string, purpose: string): string;
}

/** Structured log. Fields never hold tokens, credentials or documents. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Which addresses may be asked. Private, link-local, multicast and reserved ones never may. */
export interface OutgoingRules {
  /** Whether this machine's own addresses may be asked. */
  readonly allow_loopback: boolean;
}

/** A POST to an address that a client has named. */
export interface OutgoingRequest extends OutgoingRules {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborted to give up; then `post` throws its reason. */
  readonly signal: AbortSignal;
}

/** What came of a request. A network that fails is an answer too, never thrown. */
export interface OutgoingAnswer {
  /** Null when no answer came. */
  readonly status: number | null;
  /** Why no answer came, in words; null when one came. */
  readonly error: string | null;
  readonly retry_after: string | null;
  /** The beginning of the body, as text. */
  readonly excerpt: string | null;
  readonly latency_ms: number;
}

/** Requests to the outside, which lead nowhere that a client must not reach through us. */
export interface Outgoing {
  /** Why an address may not be asked, in words that follow the field's name; undefined when it may. */
  refusal(url: string, rules: OutgoingRules): Promise<string | undefined>;
  /** Follows no redirect, waits ten seconds at most, and reads no more than the beginning of an answer. */
  post(request: OutgoingRequest): Promise<OutgoingAnswer>;
}
