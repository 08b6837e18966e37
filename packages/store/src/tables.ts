/** A row of the world of one environment. */
interface OfEnvironment {
  environment_id: string;
}

/** Single values of the whole instance. */
export interface InstanceTable {
  name: string;
  value: string;
}

export interface ClientsTable {
  id: string;
  name: string;
  created_at: string;
  /** `ClientSettings` as JSON. */
  settings: string;
  /** The client's data key, sealed under the master key. */
  data_key: string;
}

export interface EnvironmentsTable {
  id: string;
  client_id: string;
  kind: string;
  created_at: string;
  speed: string;
  seed: string;
  clock_mode: string;
  /** Microseconds that the running clock is ahead of the wall. */
  clock_offset: number;
  /** The environment's time: where the clock is frozen, or held by its driver. */
  clock_at: string | null;
  /** Goes up with every driver: what was decided by an older clock counts no more. */
  clock_fence: number;
  driver: string | null;
  /** Wall time. */
  driver_until: string | null;
  /** `SandboxOptions` as JSON; what it does not say is off. */
  options: string;
  /** Goes up with every restored or emptied world. */
  epoch: number;
  /** The environment whose world this is a copy of; null for one that is lived in. */
  snapshot_of: string | null;
}

export interface ApiKeysTable extends OfEnvironment {
  id: string;
  name: string;
  kind: string;
  /** SHA-256 of the secret, in hex. */
  secret_hash: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

export interface LinkKeysTable extends OfEnvironment {
  id: string;
  created_at: string;
  /** A JSON array of text. */
  allowed_origins: string;
}

export interface SigningKeysTable {
  client_id: string;
  kid: string;
  algorithm: string;
  sealed_private: string;
  /** A JWK as JSON; null for symmetric keys. */
  public_jwk: string | null;
  created_at: string;
  retired_at: string | null;
  with_kid: number;
}

export interface OperatorsTable {
  id: string;
  email: string;
  role: string;
  created_at: string;
  password_hash: string | null;
}

export interface SessionsTable {
  hash: string;
  operator_id: string;
  created_at: string;
  expires_at: string;
}

export interface SignInLinksTable {
  hash: string;
  operator_id: string;
  expires_at: string;
}

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

export interface TokensTable extends OfEnvironment {
  jti_hash: string;
  user_id: string;
  family_id: string | null;
  kind: string;
  expires_at: string;
  used_at: string | null;
  /** The claims of the pair that followed, as JSON. */
  successor: string | null;
  revoked_at: string | null;
}

export interface IdempotencyTable extends OfEnvironment {
  key: string;
  fingerprint: string;
  status: number;
  answer: string;
  user_id: string | null;
  /** Wall time. */
  created_at: string;
}

export interface JobsTable extends OfEnvironment {
  id: string;
  kind: string;
  /** JSON. */
  payload: string;
  /** The environment's time. */
  due_at: string;
  /** Wall time. */
  leased_until: string | null;
  /** Goes up with every claim: who holds an older one has lost the lease. */
  fence: number;
  attempts: number;
  user_id: string | null;
  account_id: string | null;
  /** Place among the jobs of the environment that are due at the same moment, in the order of arrival. */
  sequence: number;
  /** 1 for work that comes again and again or only tidies up: nobody waits for it. */
  upkeep: number;
}

export interface EventsTable extends OfEnvironment {
  /** Place in the feed of the environment, without holes. */
  cursor: number;
  id: string;
  type: string;
  occurred_at: string;
  user_id: string | null;
  account_id: string | null;
  /** Place among the events of the account, without holes; null for events of no account. */
  sequence: number | null;
  /** JSON. */
  data: string;
  /** The account as it was, as JSON. */
  resource: string | null;
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

/** A scenario that somebody added to a sandbox. */
export interface LinkSettingsTable extends OfEnvironment {
  id: string;
  /** Wall time. */
  created_at: string;
  /** `LinkSettings` as JSON. */
  body: string;
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

/** A subscription to events. */
export interface WebhooksTable extends OfEnvironment {
  id: string;
  created_at: string;
  updated_at: string;
  name: string;
  url: string;
  /** JSON array of names. */
  events: string;
  /** `WebhookConfig` as JSON. */
  config: string | null;
  /** What signs, sealed. */
  secrets: string;
  paused_at: string | null;
  /** When the first of the failures was that no success has followed since. */
  failing_since: string | null;
  /** `WebhookChaos` as JSON; null for none. */
  chaos: string | null;
}

/** An event on its way to a subscription. */
export interface DeliveriesTable extends OfEnvironment {
  id: string;
  webhook_id: string;
  /** Of the event, in the feed. */
  cursor: number;
  /** Deliveries of one lane are sent one after another: the id of the account, else of the user, or empty. */
  lane: string;
  /** Place among the deliveries of the environment; those of one transaction share it. */
  position: number;
  user_id: string | null;
  status: string;
  /** 1 when it was asked for again by hand. */
  replayed: number;
  created_at: string;
  delivered_at: string | null;
  /** Set for the first of its lane alone: those behind it wait for it. */
  next_attempt_at: string | null;
  failures: number;
}

/** One try to deliver. */
export interface DeliveryAttemptsTable extends OfEnvironment {
  delivery_id: string;
  number: number;
  at: string;
  /** Wall time. */
  sent_at: string;
  /** JSON. */
  request_headers: string;
  status: number | null;
  latency_ms: number;
  error: string | null;
  response: string | null;
  /** `DeliveryTrouble`. */
  chaos: string | null;
}

/** Numbers that are kept beside what they count, in the same transaction. */
export interface CountersTable extends OfEnvironment {
  name: string;
  value: number;
}

/** Every table, with its rows as they are stored. */
export interface Tables {
  instance: InstanceTable;
  clients: ClientsTable;
  environments: EnvironmentsTable;
  api_keys: ApiKeysTable;
  link_keys: LinkKeysTable;
  signing_keys: SigningKeysTable;
  operators: OperatorsTable;
  sessions: SessionsTable;
  sign_in_links: SignInLinksTable;
  users: UsersTable;
  user_search: UserSearchTable;
  accounts: AccountsTable;
  connections: ConnectionsTable;
  tokens: TokensTable;
  idempotency: IdempotencyTable;
  jobs: JobsTable;
  events: EventsTable;
  resources: ResourcesTable;
  blobs: BlobsTable;
  scans: ScansTable;
  scenarios: ScenariosTable;
  link_settings: LinkSettingsTable;
  switches: SwitchesTable;
  webhooks: WebhooksTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  counters: CountersTable;
}
