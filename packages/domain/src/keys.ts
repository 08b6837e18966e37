import { z } from 'zod';
import { EnvironmentKind } from './clients.ts';
import { DAY, later, Name, SECOND, Timestamp } from './values.ts';

/** Bytes of randomness in a secret; 192 bits, so a plain hash of it can be stored. */
export const SECRET_BYTES = 24;

/** The public half of a key. Ours are UUIDs; fixed ones for CI may be any short name. */
export const KeyId = z.string().regex(/^[\w.-]{1,100}$/, 'must be a key id');
export type KeyId = z.infer<typeof KeyId>;

/** A key of the API as it can be shown at any time: never its secret. */
export const ApiKey = z.object({
  id: KeyId,
  name: Name,
  kind: EnvironmentKind,
  created_at: Timestamp,
  /** Wall time; set when a rotation lets the old key work for a while longer. */
  expires_at: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** A new key with its secret, which is shown this once. */
export const CreatedApiKey = ApiKey.extend({ secret: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

/** Names one key. */
export const ApiKeyRef = z.object({ id: KeyId });
export type ApiKeyRef = z.infer<typeof ApiKeyRef>;

/** A new key is given a name to tell it from others. */
export const CreateApiKeyInput = z.object({ name: Name });
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

/** How long the old key works beside the new one; a day when not said, at most thirty. */
export const RotateApiKeyInput = z.object({
  id: KeyId,
  overlap_seconds: z
    .int('must be a whole number of seconds')
    .min(0, 'must be at least 0')
    .max((30 * DAY) / SECOND, 'must be at most 30 days')
    .default(DAY / SECOND),
});
export type RotateApiKeyInput = z.infer<typeof RotateApiKeyInput>;

/** The key with which Link starts. It is public: it may stand in a URL. */
export const LinkKey = z.object({
  id: KeyId,
  created_at: Timestamp,
  /** The origins whose pages may embed Link; when empty, this machine's in a sandbox, and nobody's in live. */
  allowed_origins: z.array(z.string()),
});
export type LinkKey = z.infer<typeof LinkKey>;

/** A new key of an environment's kind. */
export function newApiKey(
  of: { name: string; kind: EnvironmentKind },
  at: { id: string; now: Timestamp },
): ApiKey {
  return {
    id: at.id,
    name: of.name,
    kind: of.kind,
    created_at: at.now,
    expires_at: null,
    revoked_at: null,
  };
}

/** A new link key, for the environment's usual pages. */
export function newLinkKey({ id, now }: { id: string; now: Timestamp }): LinkKey {
  return { id, created_at: now, allowed_origins: [] };
}

/** Whether a key opens anything at this moment of the wall clock. At `expires_at` it no longer does. */
export function isApiKeyUsable(key: ApiKey, wall: Timestamp): boolean {
  return key.revoked_at === null && (key.expires_at === null || wall < key.expires_at);
}

/** When a rotated key ends: after the overlap, but never later than it would have ended anyway. */
export function rotatedUntil(
  key: ApiKey,
  at: { overlap_seconds: number; wall: Timestamp },
): Timestamp {
  const end = later(at.wall, at.overlap_seconds * SECOND);
  return key.expires_at !== null && key.expires_at < end ? key.expires_at : end;
}
