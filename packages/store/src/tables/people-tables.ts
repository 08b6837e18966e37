import type { OfEnvironment } from './environment-row.ts';

export interface UsersTable extends OfEnvironment {
  id: string;
  created_at: string;
  /** JSON arrays of text. */
  employers_connected: string;
  data_providers_connected: string;
  /** The caller's JSON, exactly as it came in. */
  external_metadata: string;
}

/** What a user can be found by beside the id. */
export interface UserSearchTable extends OfEnvironment {
  value: string;
  user_id: string;
}

export interface AccountsTable extends OfEnvironment {
  id: string;
  user_id: string;
  created_at: string;
  /** `connection.status`, for the counters. */
  status: string;
  /** When it was last of use; never goes back. Empty in rows older than this column. */
  active_at: string;
  /** The documented account as JSON. */
  body: string;
}

/** The part of an account that no caller sees. */
export interface ConnectionsTable extends OfEnvironment {
  account_id: string;
  user_id: string;
  link_item: string;
  login_hash: string | null;
  credentials: string | null;
  session: string | null;
  resume: string | null;
  /** A `Challenge` as JSON. */
  challenge: string | null;
  challenge_ends_at: string | null;
  attempt: number;
}

/** What an account has of any kind of data. */
export interface ResourcesTable extends OfEnvironment {
  kind: string;
  id: string;
  account_id: string;
  user_id: string;
  /** What lists of the kind sort by: `created_at`, or when the event happened. */
  date: string;
  created_at: string;
  updated_at: string;
  /** Keyed hash of all content: it says whether a record has changed without opening it. */
  fingerprint: string;
  /** What the source calls it; null for what people sent in. */
  source_id: string | null;
  employer: string | null;
  /** The rest of the documented resource as JSON, without its secrets. */
  body: string;
  /** Sealed JSON. */
  secrets: string | null;
  /** What its file shows, as sealed JSON. */
  content: string | null;
}

/** Files that people have uploaded. */
export interface BlobsTable extends OfEnvironment {
  id: string;
  account_id: string;
  user_id: string;
  form_id: string;
  slot: string;
  name: string;
  media_type: string;
  size: number;
  created_at: string;
  /** Sealed. */
  content: string;
}

/** How far the scans of an account have come. */
export interface ScansTable extends OfEnvironment {
  account_id: string;
  /** These two are sealed. */
  cursor: string | null;
  last: string | null;
  finished: number;
  /** JSON array of times. */
  forced: string;
  served: number;
  /** JSON. */
  told: string;
  /** 1 while another scan is to follow at once. */
  again: number;
}

/** Deposit switches that are under way. */
export interface SwitchesTable extends OfEnvironment {
  account_id: string;
  /** These two are sealed. */
  config: string;
  resume: string | null;
}

export interface ScenariosTable extends OfEnvironment {
  name: string;
  /** The environment's time. */
  updated_at: string;
  /** The text as it was written. */
  source: string;
  /** What it says, as JSON. */
  body: string;
}
