import { createHash } from 'node:crypto';

/** Hash under which secrets with 128 bits and more are stored: SHA-256, in hex. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** What the store keeps of a user token: the SHA-256 of its random `jti`, in hex. */
export function tokenHash(jti: string): string {
  return createHash('sha256').update(jti).digest('hex');
}
