import { createHmac } from 'node:crypto';
import type { FeedEvent } from '@intarsia/domain';
import type { Posted } from '../io.ts';

const PREFIX = 'whsec_';

/** A secret in the form of Standard Webhooks. */
export function newSecret(random: (bytes: number) => Uint8Array): string {
  return PREFIX + Buffer.from(random(32)).toString('base64');
}

/** How deliveries are signed. */
export interface Signing {
  readonly secret: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** An event as a server delivers it to a subscription, to the header. */
export function deliveryOf(
  { id, type, sequence, data }: FeedEvent,
  { secret, timestamp }: Signing,
): Posted {
  const body = JSON.stringify({ event: type, name: 'intarsia listen', data });
  const legacy = createHmac('sha512', secret).update(body).digest('hex');
  const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Intarsia-Webhooks',
      'x-argyle-signature': legacy,
      'x-intarsia-signature': legacy,
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${mac.digest('base64')}`,
      ...(sequence === null ? {} : { 'intarsia-sequence': String(sequence) }),
    },
  };
}

/** The key of Standard Webhooks: inside `whsec_…`, or the bytes of any other secret. */
function keyOf(secret: string): Buffer {
  const rest = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  const key = Buffer.from(rest, 'base64');
  return rest !== '' && key.toString('base64') === rest ? key : Buffer.from(secret);
}
