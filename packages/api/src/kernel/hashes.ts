import { createHash, createHmac, createSecretKey } from 'node:crypto';
import type { HmacOf } from '@intarsia/domain';

/** Hash under which secrets with 128 bits and more are stored: SHA-256, in hex. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** What the store keeps of a user token: the SHA-256 of its random `jti`, in hex. */
export function tokenHash(jti: string): string {
  return createHash('sha256').update(jti).digest('hex');
}

/** Signs user tokens for HS256. */
export const hmacOf: HmacOf = (secret) => {
  const key = createSecretKey(secret);
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
};
