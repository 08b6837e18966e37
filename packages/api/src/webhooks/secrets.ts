import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { type Random, Timestamp, type Vault } from '@intarsia/domain';
import { z } from 'zod';

/** What signs the deliveries to a subscription. */
export const WebhookSecrets = z.object({
  /** The client's own; null when it gave none. */
  secret: z.string().nullable(),
  /** Signs by Standard Webhooks where the client gave no secret. */
  generated: z.string(),
  /** What was in force before the last rotation, until the overlap ends in wall time. */
  old: z
    .object({ secret: z.string().nullable(), generated: z.string(), until: Timestamp })
    .nullable(),
});
export type WebhookSecrets = z.infer<typeof WebhookSecrets>;

type Pair = Pick<WebhookSecrets, 'secret' | 'generated'>;

/** Marks a secret whose rest is its key in Base64 (Standard Webhooks). */
const PREFIX = 'whsec_';
const GENERATED_BYTES = 32;

/** A secret in the form of Standard Webhooks. */
export function newWebhookSecret(random: Pick<Random, 'bytes'>): string {
  return PREFIX + Buffer.from(random.bytes(GENERATED_BYTES)).toString('base64');
}

/** The secret that a Standard Webhooks library is given to verify with. */
export function standardSecret({ secret, generated }: Pair): string {
  if (secret === null) return generated;
  return isStandard(secret) ? secret : PREFIX + Buffer.from(secret).toString('base64');
}

function isStandard(secret: string): boolean {
  const rest = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  return rest !== '' && Buffer.from(rest, 'base64').toString('base64') === rest;
}

/** Seals what signs; it opens for this subscription alone. */
export function sealSecrets(vault: Vault, secrets: WebhookSecrets, webhook_id: string): string {
  return vault.seal(JSON.stringify(secrets), contextOf(webhook_id));
}

/** Opens what signs. */
export function openSecrets(vault: Vault, sealed: string, webhook_id: string): WebhookSecrets {
  const text = new TextDecoder().decode(vault.open(sealed, contextOf(webhook_id)));
  return WebhookSecrets.parse(JSON.parse(text));
}

function contextOf(webhook_id: string): string {
  return `webhooks.secrets:${webhook_id}`;
}

/** What is signed: the id of the event, when it is sent, and the bytes that are sent. */
interface SignedMessage {
  readonly id: string;
  /** Wall time. */
  readonly sent_at: Timestamp;
  /** Seconds since 1970 of the same moment. */
  readonly timestamp: number;
  readonly body: string;
}

/** Signs deliveries with keys that are made ready once. */
export interface Signer {
  /**
   * The headers that sign a delivery: those of v1 (hex HMAC-SHA-512 of the body under the raw bytes of the
   * secret, absent without one) and of Standard Webhooks. While a rotation overlaps, v1 keeps the old
   * secret, and Standard Webhooks has both signatures.
   */
  headers(message: SignedMessage): Record<string, string>;
}

/** Makes keys of secrets. */
export function openSigner({ old, ...secrets }: WebhookSecrets): Signer {
  const now = keysOf(secrets);
  const before = old && keysOf(old);
  return {
    headers(message) {
      const overlapping = old && before && message.sent_at < old.until ? before : undefined;
      const { legacy } = overlapping ?? now;
      const signature = legacy && createHmac('sha512', legacy).update(message.body).digest('hex');
      const standard = standardSignature(now.standard, message);
      return {
        ...(signature && { 'x-argyle-signature': signature, 'x-intarsia-signature': signature }),
        'webhook-id': message.id,
        'webhook-timestamp': String(message.timestamp),
        'webhook-signature': overlapping
          ? `${standard} ${standardSignature(overlapping.standard, message)}`
          : standard,
      };
    },
  };
}

/**
 * Whether the headers of a try that was kept have a signature of this body, by a secret that is still known.
 * None is left once the person or the account is erased.
 */
export function isSigned(
  body: string,
  headers: Readonly<Record<string, string>>,
  { old, ...secrets }: WebhookSecrets,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': kept } = headers;
  if (id === undefined || timestamp === undefined || kept === undefined) return false;
  const message = { id, timestamp: Number(timestamp), body };
  const signatures = kept.split(' ');
  const known = old ? [secrets, old] : [secrets];
  return known.some((pair) =>
    signatures.includes(standardSignature(keysOf(pair).standard, message)),
  );
}

interface Keys {
  /** That of v1; undefined where there is no secret. */
  readonly legacy: KeyObject | undefined;
  readonly standard: KeyObject;
}

function keysOf(pair: Pair): Keys {
  const standard = Buffer.from(standardSecret(pair).slice(PREFIX.length), 'base64');
  return {
    legacy: pair.secret === null ? undefined : createSecretKey(Buffer.from(pair.secret)),
    standard: createSecretKey(standard),
  };
}

function standardSignature(
  key: KeyObject,
  { id, timestamp, body }: Omit<SignedMessage, 'sent_at'>,
): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
