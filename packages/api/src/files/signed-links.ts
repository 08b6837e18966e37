import { timingSafeEqual } from 'node:crypto';
import {
  type Id,
  later,
  MINUTE,
  microsecondsOf,
  type Timestamp,
  timestampOf,
  type Vault,
} from '@intarsia/domain';

/** Where files are fetched; the rest of the path is a link's text. */
export const FILES_PREFIX = '/files/';

/** How long a link lives, in the environment's time. */
const LINK_LIFE_MS = 15 * MINUTE;

/** What a file belongs to: it is drawn from a document, or was uploaded with a form. */
const kinds = ['documents', 'forms'] as const;

/** Names one file: a document, or an upload by its `file_id`. */
export interface FileRef {
  readonly kind: (typeof kinds)[number];
  readonly id: Id;
}

/** What a link says; whether it is true, its signature tells. */
export interface FileLink extends FileRef {
  readonly environment_id: Id;
  /** In the environment's time. */
  readonly expires_at: Timestamp;
}

/** Environment, kind, id and microseconds of the end, then the signature. */
const sizes = { claims: 16 + 1 + 16 + 8, signature: 32 } as const;

/** The text of a link that begins to live now. It tells nothing of the file and grants nothing but it. */
export function signLink(
  vault: Vault,
  { environment_id, kind, id }: FileRef & { environment_id: Id },
  now: Timestamp,
): string {
  const claims = Buffer.alloc(sizes.claims);
  claims.write(environment_id.replaceAll('-', ''), 0, 'hex');
  claims.writeUInt8(kinds.indexOf(kind), 16);
  claims.write(id.replaceAll('-', ''), 17, 'hex');
  const expires_at = later(now, LINK_LIFE_MS);
  claims.writeBigInt64BE(BigInt(microsecondsOf(expires_at)), 33);
  return Buffer.concat([claims, signatureOf(vault, claims)]).toString('base64url');
}

/** What a text says, if it has the form of a link. Nothing of it is proven. */
export function readLink(text: string): FileLink | undefined {
  const bytes = Buffer.from(text, 'base64url');
  // The last letter has bits to spare: of all ways to write the bytes only the first one is taken.
  if (bytes.length !== sizes.claims + sizes.signature || bytes.toString('base64url') !== text) {
    return undefined;
  }
  const kind = kinds[bytes.readUInt8(16)];
  const microseconds = Number(bytes.readBigInt64BE(33));
  if (kind === undefined || Math.abs(microseconds) > LAST_MICROSECOND) return undefined;
  const expires_at = timestampOf(microseconds);
  return { environment_id: idAt(bytes, 0), kind, id: idAt(bytes, 17), expires_at };
}

/** Whether a text that has the form of a link was signed by this client's vault. */
export function isSigned(vault: Vault, text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  const claims = bytes.subarray(0, sizes.claims);
  return timingSafeEqual(bytes.subarray(sizes.claims), signatureOf(vault, claims));
}

/** The end of the year 9999, as far as timestamps go. */
const LAST_MICROSECOND = 253_402_300_799_999_000;

function signatureOf(vault: Vault, claims: Buffer): Buffer {
  return Buffer.from(vault.fingerprint(claims.toString('base64url'), 'files.link'), 'hex');
}

function idAt(bytes: Buffer, at: number): Id {
  const hex = bytes.toString('hex', at, at + 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
