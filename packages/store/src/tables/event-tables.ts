import type { OfEnvironment } from './environment-row.ts';

/** Numbers that are kept beside what they count, in the same transaction. */
export interface CountersTable extends OfEnvironment {
  name: string;
  value: number;
}

export interface JobsTable extends OfEnvironment {
  id: string;
  kind: string;
  /** JSON. */
  payload: string;
  /** The environment's time. */
  due_at: string;
  /** Wall time. */
  leased_until: string | null;
  /** Goes up with every claim: who holds an older one has lost the lease. */
  fence: number;
  attempts: number;
  user_id: string | null;
  account_id: string | null;
  /** Place among the jobs of the environment that are due at the same moment, in the order of arrival. */
  sequence: number;
  /** 1 for work that comes again and again or only tidies up: nobody waits for it. */
  upkeep: number;
}

export interface EventsTable extends OfEnvironment {
  /** Place in the feed of the environment, without holes. */
  cursor: number;
  id: string;
  type: string;
  occurred_at: string;
  user_id: string | null;
  account_id: string | null;
  /** Place among the events of the account, without holes; null for events of no account. */
  sequence: number | null;
  /** JSON. */
  data: string;
  /** The account as it was, as JSON. */
  resource: string | null;
}

/** A subscription to events. */
export interface WebhooksTable extends OfEnvironment {
  id: string;
  created_at: string;
  updated_at: string;
  name: string;
  url: string;
  /** JSON array of names. */
  events: string;
  /** `WebhookConfig` as JSON. */
  config: string | null;
  /** What signs, sealed. */
  secrets: string;
  paused_at: string | null;
  /** When the first of the failures was that no success has followed since. */
  failing_since: string | null;
  /** `WebhookChaos` as JSON; null for none. */
  chaos: string | null;
}

/** An event on its way to a subscription. */
export interface DeliveriesTable extends OfEnvironment {
  id: string;
  webhook_id: string;
  /** Of the event, in the feed. */
  cursor: number;
  /** Deliveries of one lane are sent one after another: the id of the account, else of the user, or empty. */
  lane: string;
  /** Place among the deliveries of the environment; those of one transaction share it. */
  position: number;
  user_id: string | null;
  status: string;
  /** 1 when it was asked for again by hand. */
  replayed: number;
  created_at: string;
  delivered_at: string | null;
  /** Set for the first of its lane alone: those behind it wait for it. */
  next_attempt_at: string | null;
  failures: number;
}

/** One try to deliver. */
export interface DeliveryAttemptsTable extends OfEnvironment {
  delivery_id: string;
  number: number;
  at: string;
  /** Wall time. */
  sent_at: string;
  /** JSON. */
  request_headers: string;
  status: number | null;
  latency_ms: number;
  error: string | null;
  response: string | null;
  /** `DeliveryTrouble`. */
  chaos: string | null;
}
