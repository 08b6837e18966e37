import type { DomainEvent } from './operations.ts';

/** The name of an event, such as `accounts.connected`. */
export type WebhookEventType = DomainEvent['type'];

/** What events of accounts carry besides for a subscription with `include_resource`. */
type Resource<E> = E extends { resource?: infer R }
  ? { readonly resource?: Exclude<R, undefined> }
  : Readonly<Record<never, never>>;

/** The body of a delivery: which event, the name of the subscription, and exactly its documented data. */
export type WebhookEvent<Type extends WebhookEventType = WebhookEventType> =
  Type extends WebhookEventType
    ? {
        readonly event: Type;
        readonly name: string;
        readonly data: Extract<DomainEvent, { type: Type }>['data'] &
          Resource<Extract<DomainEvent, { type: Type }>>;
      }
    : never;
