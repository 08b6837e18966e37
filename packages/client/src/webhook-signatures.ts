import type { WebhookVerdict } from './webhook-verdicts.ts';

/** A header by its name in lower case; undefined when it is not there. */
export type HeaderOf = (name: string) => string | undefined;

/** What signatures are checked against. */
export interface Signed {
  readonly header: HeaderOf;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly secret: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly tolerance_seconds: number;
}

/** Marks a secret whose rest is its key in Base64. */
const PREFIX = 'whsec_';
/** Rotations overlap two; whoever sends hundreds wants to keep the receiver busy. */
const MOST_SIGNATURES = 10;

/** Whether HMAC-SHA512 of the body stands in `X-Intarsia-Signature` or `X-Argyle-Signature`. */
export async function checkHmacSha512({ header, body, secret }: Signed): Promise<WebhookVerdict> {
  const sent = header('x-intarsia-signature') ?? header('x-argyle-signature');
  if (sent === undefined) return 'missing';
  const signature = bytesOfHex(sent.trim());
  if (!signature) return 'malformed';
  // A subscription's own secret is also shown in the form of Standard Webhooks: either may be given.
  const keys = [bytesOf(secret), keyIn(secret)];
  for (const key of keys) {
    if (key && (await verifies({ hash: 'SHA-512', key, signature, data: body }))) return 'matches';
  }
  return 'mismatch';
}

/** Whether one of the signatures in `webhook-signature` is that of the id, the time and the body. */
export async function checkStandardWebhooks(signed: Signed): Promise<WebhookVerdict> {
  const { header, body, secret, now, tolerance_seconds } = signed;
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const [id, timestamp, sent] = names.map(header);
  if ([id, timestamp, sent].every((value) => value === undefined)) return 'missing';
  if (!id || !timestamp || !sent || !/^\d{1,12}$/.test(timestamp)) return 'malformed';
  const key = keyIn(secret) ?? bytesOf(secret);
  const data = joined(bytesOf(`${id}.${timestamp}.`), body);
  const signatures = signaturesIn(sent);
  if (signatures.length === 0) return 'malformed';
  for (const signature of signatures) {
    if (!(await verifies({ hash: 'SHA-256', key, signature, data }))) continue;
    if (Number(timestamp) < now - tolerance_seconds) return 'too_old';
    // A time or a tolerance that is no number is near to nothing.
    return Number(timestamp) <= now + tolerance_seconds ? 'matches' : 'too_new';
  }
  return 'mismatch';
}

/** The signatures of version 1 in a header such as `v1,AAAA v1,BBBB`. */
function signaturesIn(sent: string): Uint8Array<ArrayBuffer>[] {
  return sent
    .split(/[\s,]+(?=v\d+a?,)|\s+/)
    .slice(0, MOST_SIGNATURES)
    .flatMap((one) => (one.startsWith('v1,') ? (bytesOfBase64(one.slice(3)) ?? []) : []));
}

interface Verified {
  readonly hash: 'SHA-256' | 'SHA-512';
  readonly key: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Web Crypto compares in a time that says nothing of where two signatures differ. */
async function verifies({ hash, key, signature, data }: Verified): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const hmac = await subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['verify']);
  return subtle.verify('HMAC', hmac, signature, data);
}

/** The key inside a secret such as `whsec_…`; undefined for a secret of any other form. */
function keyIn(secret: string): Uint8Array<ArrayBuffer> | undefined {
  if (!secret.startsWith(PREFIX)) return undefined;
  const text = secret.slice(PREFIX.length);
  const key = bytesOfBase64(text);
  // Only the one way to write it counts, as with those who sign.
  return key && key.length > 0 && btoa(String.fromCharCode(...key)) === text ? key : undefined;
}

/** The UTF-8 bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function bytesOfHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^([0-9a-f]{2})+$/i.test(text)) return undefined;
  const pairs = text.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(head.length + tail.length);
  both.set(head);
  both.set(tail, head.length);
  return both;
}
