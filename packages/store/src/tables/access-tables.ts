import type { OfEnvironment } from './environment-row.ts';

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

/** A scenario that somebody added to a sandbox. */
export interface LinkSettingsTable extends OfEnvironment {
  id: string;
  /** Wall time. */
  created_at: string;
  /** `LinkSettings` as JSON. */
  body: string;
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
