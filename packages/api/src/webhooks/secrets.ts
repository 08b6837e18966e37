import { createHmac } from 'node:crypto';
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
export interface SignedMessage {
  readonly id: string;
  /** Wall time. */
  readonly sent_at: Timestamp;
  /** Seconds since 1970 of the same moment. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers that sign a delivery: those of v1 (hex HMAC-SHA-512 of the body under the raw bytes of the
 * secret, absent without one) and of Standard Webhooks. While a rotation overlaps, v1 keeps the old secret,
 * and Standard Webhooks has both signatures.
 */
export function signatureHeaders(
  secrets: WebhookSecrets,
  message: SignedMessage,
): Record<string, string> {
  const old = secrets.old && message.sent_at < secrets.old.until ? secrets.old : undefined;
  const { secret } = old ?? secrets;
  const pairs = old ? [secrets, old] : [secrets];
  const legacy = secret === null ? undefined : legacySignature(secret, message.body);
  return {
    ...(legacy && { 'x-argyle-signature': legacy, 'x-intarsia-signature': legacy }),
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': pairs
      .map((pair) => standardSignature(standardSecret(pair), message))
      .join(' '),
  };
}

function legacySignature(secret: string, body: string): string {
  return createHmac('sha512', secret).update(body).digest('hex');
}

function standardSignature(secret: string, { id, timestamp, body }: SignedMessage): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
