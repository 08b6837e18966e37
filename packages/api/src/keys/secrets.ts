import { type Random, SECRET_BYTES } from '@intarsia/domain';

/** Bytes of a session's secret and of a sign-in link's. */
export const SESSION_BYTES = 32;

/** A secret as text: random enough that a plain hash of it can be stored. */
export function newSecret(random: Pick<Random, 'bytes'>, size: number = SECRET_BYTES): string {
  return Buffer.from(random.bytes(size)).toString('base64url');
}
