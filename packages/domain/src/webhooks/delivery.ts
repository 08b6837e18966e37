import { z } from 'zod';
import { type Account, withoutPayAllocations } from '../accounts/account.ts';
import type { ClientSettings } from '../clients.ts';
import type { DomainEvent } from '../events.ts';
import { DAY, HOUR, Id, later, MINUTE, SECOND, Timestamp } from '../values.ts';
import { DeliveryTrouble } from './chaos.ts';
import type { Webhook } from './webhook.ts';

/**
 * How long to wait after each failure in a row, in the environment's time (PRODUCT.md section 6); the last
 * wait comes again and again until the subscription is paused.
 */
const WAITS = [
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  24 * HOUR,
  48 * HOUR,
] as const;

/** Receivers that come back must not all be asked in the same second. */
const JITTER = 0.1;
/** A receiver may ask for more patience than the schedule has, within reason. */
const LONGEST_RETRY_AFTER = 48 * HOUR;
/** A subscription is paused when nothing has succeeded for so long. */
export const PATIENCE = 5 * DAY;

/** What became of a try to deliver. */
export interface FailedAttempt {
  readonly now: Timestamp;
  /** Failures in a row of this delivery, this one included. */
  readonly failures: number;
  /** In [0, 1): spreads the wait. */
  readonly chance: number;
  /** Milliseconds that the receiver asked to be left alone for. */
  readonly retry_after?: number | undefined;
}

/** When to try a delivery again that has failed. */
export function nextAttemptAt({
  now,
  failures,
  chance,
  retry_after = 0,
}: FailedAttempt): Timestamp {
  const wait = WAITS[Math.min(failures, WAITS.length) - 1] ?? WAITS[0];
  const spread = Math.round(wait * (1 + JITTER * (2 * chance - 1)));
  return later(now, Math.max(spread, Math.min(retry_after, LONGEST_RETRY_AFTER)));
}

/** An event as it was stored, which is delivered as it was. */
export interface DeliveredEvent {
  readonly type: DomainEvent['type'];
  /** The JSON of an object. */
  readonly data: string;
  /** The JSON of the account as it was; null when the event has none, or it was erased. */
  readonly resource: string | null;
}

/** The documented body of a delivery, to the byte: what is signed is what is sent. */
export function deliveryBody(
  event: DeliveredEvent,
  { name, config }: Pick<Webhook, 'name' | 'config'>,
  client: Pick<ClientSettings, 'pay_distribution'>,
): string {
  const data = config?.include_resource === true ? dataWithResource(event, client) : event.data;
  return `{"event":${JSON.stringify(event.type)},"name":${JSON.stringify(name)},"data":${data}}`;
}

/** An account looks as it does to its client everywhere else. */
function dataWithResource(
  { data, resource }: DeliveredEvent,
  { pay_distribution }: Pick<ClientSettings, 'pay_distribution'>,
): string {
  if (resource === null) return data;
  // Safe: the account of an event is stored as the JSON of one.
  const account = JSON.parse(resource) as Account;
  const shown = pay_distribution ? account : withoutPayAllocations(account);
  return JSON.stringify({ ...JSON.parse(data), resource: shown });
}

/** What became of a delivery so far. */
export const DeliveryStatus = z.enum(['waiting', 'delivered', 'dropped']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One try to deliver, as the log shows it. */
export const DeliveryAttempt = z.object({
  /** 1 for the first try. */
  number: z.int().min(1),
  /** The environment's time. */
  at: Timestamp,
  /** Wall time, as `webhook-timestamp` told it. */
  sent_at: Timestamp,
  request_headers: z.record(z.string(), z.string()),
  /** Null when no answer came. */
  status: z.int().nullable(),
  latency_ms: z.int().min(0),
  /** Why it failed, in words; null for a success. */
  error: z.string().nullable(),
  /** The beginning of the answer's body. */
  response: z.string().nullable(),
  /** What the chaos of a sandbox has done to it; null for nothing. */
  chaos: DeliveryTrouble.nullable(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** An event on its way to one subscription, as the log shows it. */
export const Delivery = z.object({
  id: Id,
  webhook: Id,
  event: Id,
  type: z.string(),
  user: Id.nullable(),
  account: Id.nullable(),
  status: DeliveryStatus,
  /** Whether it was asked for again by hand. */
  replayed: z.boolean(),
  created_at: Timestamp,
  delivered_at: Timestamp.nullable(),
  /** When it is tried next; null once it is over. */
  next_attempt_at: Timestamp.nullable(),
  attempts: z.array(DeliveryAttempt),
});
export type Delivery = z.infer<typeof Delivery>;

/** What is sent, as it would be now: nothing of it is kept but the event. */
export const DeliveryRequest = z.object({
  method: z.literal('POST'),
  url: z.string().meta({ description: 'Where the webhook is now.' }),
  body: z.string().nullable().meta({
    description:
      'To the byte, drawn from the event that was kept and from the name and the config that the webhook has now. Null once the account or the person was erased.',
  }),
});
export type DeliveryRequest = z.infer<typeof DeliveryRequest>;

/** One delivery, with what is sent. */
export const DeliveryDetail = Delivery.extend({
  request: DeliveryRequest,
  attempts: z.array(
    DeliveryAttempt.extend({
      body_confirmed: z.boolean().meta({
        description:
          'Whether the signature of this try is that of `request.body`. Not so where the name, the config or the secret of the webhook was changed since, or nothing is left of the request.',
      }),
    }),
  ),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;
