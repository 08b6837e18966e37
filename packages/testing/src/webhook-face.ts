import type { Webhook, WebhookEvent, WebhookEventType, WebhookFault } from '@intarsia/client';

/** What an inbox is subscribed to, and how. */
export interface SubscribeOptions {
  /** Types of events; all documented ones when not said. */
  readonly events?: WebhookEventType | '*' | readonly (WebhookEventType | '*')[] | undefined;
  /** Copied into every delivery. `Inbox` when not said. */
  readonly name?: string | undefined;
  /** What signs deliveries; made when not said. */
  readonly secret?: string | undefined;
  readonly config?: { include_resource?: boolean; days_synced?: number } | undefined;
  /**
   * The receiver of your application: it is given each delivery as it would be sent, and what it answers
   * counts. One that throws has answered 500.
   */
  readonly handler?: ((request: Request) => Response | Promise<Response>) | undefined;
}

/** A delivery as it was sent. */
interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A delivery whose signature was right. */
export type ReceivedWebhook<Type extends WebhookEventType = WebhookEventType> =
  Type extends WebhookEventType
    ? WebhookEvent<Type> &
        Sent & {
          /** The id of the event: the same however often it is delivered. */
          readonly id: string;
        }
    : never;

/** What was delivered to one subscription. */
export interface WebhookInbox {
  readonly webhook: Webhook;
  /** What receivers verify with. */
  readonly secret: string;
  /** Deliveries whose signatures were right, in the order in which they came; repeated ones again. */
  readonly received: readonly ReceivedWebhook[];
  /** Deliveries whose signatures were wrong, with why. */
  readonly refused: readonly (Sent & { readonly code: WebhookFault })[];
  /** The status that deliveries are answered with: 204 until you set another one. */
  answers: number;
  /**
   * The next delivery of a type that `next` has not given yet, waiting for it `within` milliseconds (1000
   * when not said). Throws with what was delivered instead.
   */
  next<Type extends WebhookEventType>(
    type: Type,
    options?: { readonly within?: number | undefined },
  ): Promise<ReceivedWebhook<Type>>;
}

/** Deliveries in the process of the test: no port, and the way that they take in production. */
export interface TestWebhooks {
  /** Subscribes an inbox: `const inbox = await intarsia.webhooks.subscribe({ events: 'accounts.connected' })`. */
  subscribe(options?: SubscribeOptions): Promise<WebhookInbox>;
}
