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
