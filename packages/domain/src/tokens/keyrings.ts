import { later, MINUTE, microsecondsOf, SECOND, type Timestamp } from '../values.ts';
import type { SigningKey } from './keys.ts';

/** The keys of one client: one signs, and all that may still have live tokens verify (the signing one too). */
export type Keyring = { readonly signing: SigningKey; readonly verifying: readonly SigningKey[] };

/** What retirement needs to know of a key, so that rows that are not imported can be asked as well. */
type Retirable = { readonly retired_at: Timestamp | null };

/** Another process may sign with the old key for a moment until it hears of the new one. */
const ROTATION_SLACK = MINUTE;

/**
 * The moment from which a retired key verifies nothing: the last token it can have signed has ended.
 * `longest_lifetime` (seconds) is the longest that any of its tokens was given, not today's setting.
 */
export function verifiableUntil(retired_at: Timestamp, longest_lifetime: number): Timestamp {
  return later(retired_at, longest_lifetime * SECOND + ROTATION_SLACK);
}

/**
 * The keys whose tokens may still be good at `now`, which must be of the clock that wrote `retired_at`.
 * A token's own end is checked on the clock of its environment when it is verified.
 */
export function verifiableKeys<Key extends Retirable>(
  keys: readonly Key[],
  at: { now: Timestamp; longest_lifetime: number },
): Key[] {
  return keys.filter(
    ({ retired_at }) =>
      retired_at === null || at.now < verifiableUntil(retired_at, at.longest_lifetime),
  );
}

/** Builds the keyring of a client from all its keys. The newest that is not retired signs. */
export function keyringOf(
  keys: readonly SigningKey[],
  at: { now: Timestamp; longest_lifetime: number },
): Keyring {
  const newestFirst = verifiableKeys(keys, at).sort(byNewest);
  const signing = newestFirst.find((key) => key.retired_at === null);
  if (!signing) throw new Error('No signing key: all keys of the client are retired');
  return { signing, verifying: newestFirst };
}

/** Whether a key of the ring wrote the header of a token. Nothing is verified. */
export function hasHeaderOf(keyring: Keyring, token: string): boolean {
  return keyring.verifying.some((key) => token.startsWith(`${key.header_segment}.`));
}

/** The keyring after a new key took over: it signs at once, the old one only verifies from now on. */
export function rotateKeyring(keyring: Keyring, next: SigningKey, now: Timestamp): Keyring {
  if (!next.with_kid) {
    throw new Error(`Signing key ${next.kid} must put its kid in the header: it is not the first`);
  }
  const old = keyring.signing;
  const verifying = keyring.verifying.map((key) =>
    key.kid === old.kid ? { ...key, retired_at: now } : key,
  );
  return { signing: next, verifying: [next, ...verifying] };
}

/** Newest first; two of one microsecond in the order of their ids, so that every process picks the same. */
function byNewest(a: SigningKey, b: SigningKey): number {
  return microsecondsOf(b.created_at) - microsecondsOf(a.created_at) || (a.kid < b.kid ? 1 : -1);
}
