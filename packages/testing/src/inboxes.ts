import { setTimeout as wait } from 'node:timers/promises';
import {
  type Intarsia,
  verifyWebhook,
  type WebhookEventType,
  WebhookVerificationError,
} from '@intarsia/client';
import type { Timestamp } from '@intarsia/domain';
import type {
  ReceivedWebhook,
  SubscribeOptions,
  TestWebhooks,
  WebhookInbox,
} from './webhook-face.ts';

/** A delivery on its way out. */
interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who takes what is sent to an address; gives the status of the answer. */
export type Doors = Map<string, (posted: Posted) => Promise<number>>;

interface Surroundings {
  readonly client: Pick<Intarsia, 'webhooks'>;
  readonly doors: Doors;
  /** The time that deliveries are signed with. */
  readonly wall: { now(): Timestamp };
}

/** How often to look for a delivery that is awaited, in milliseconds. */
const LOOK_MS = 5;
const WITHIN_MS = 1000;

/** Subscriptions whose receivers are in the process of the test. */
export function webhooksOf({ client, doors, wall }: Surroundings): TestWebhooks {
  let opened = 0;
  return {
    async subscribe(options = {}) {
      opened += 1;
      const url = `https://inbox-${opened}.intarsia.test/`;
      const webhook = await client.webhooks.create.mutate(askedOf(url, options));
      const secret = webhook.signing_secret ?? '';
      const { inbox, take } = inboxOf({ webhook, secret });
      doors.set(url, async (posted) => {
        const isGood = await take(posted, new Date(wall.now()));
        return options.handler ? answerOf(options.handler, posted) : isGood ? inbox.answers : 400;
      });
      return inbox;
    },
  };
}

type Asked = Parameters<Intarsia['webhooks']['create']['mutate']>[0];

function askedOf(
  url: string,
  { events = '*', name = 'Inbox', secret, config }: SubscribeOptions,
): Asked {
  return {
    url,
    name,
    events: typeof events === 'string' ? [events] : [...events],
    ...(secret === undefined ? {} : { secret }),
    ...(config === undefined ? {} : { config }),
  };
}

interface Inbox {
  readonly inbox: WebhookInbox;
  /** Puts a delivery where it belongs; false when it is not to be trusted. */
  take(posted: Posted, now: Date): Promise<boolean>;
}

function inboxOf({ webhook, secret }: Pick<WebhookInbox, 'webhook' | 'secret'>): Inbox {
  const received: ReceivedWebhook[] = [];
  const refused: WebhookInbox['refused'][number][] = [];
  let given = 0;

  async function next<Type extends WebhookEventType>(
    type: Type,
    { within = WITHIN_MS }: { within?: number | undefined } = {},
  ): Promise<ReceivedWebhook<Type>> {
    const began = performance.now();
    for (;;) {
      const at = received.findIndex(({ event }, place) => place >= given && event === type);
      const found = received[at];
      if (found) {
        given = at + 1;
        // Safe: it was found by this type.
        return found as ReceivedWebhook<Type>;
      }
      if (performance.now() - began >= within) {
        throw nothingCame({ type, within, since: received.slice(given) });
      }
      await wait(LOOK_MS);
    }
  }

  const inbox: WebhookInbox = { webhook, secret, received, refused, next, answers: 204 };
  return {
    inbox,
    async take({ headers, body }, now) {
      try {
        const { id, event } = await verifyWebhook({ body, headers, secret, now });
        received.push({ ...event, id: id ?? '', headers, body });
        return true;
      } catch (error) {
        if (!(error instanceof WebhookVerificationError)) throw error;
        refused.push({ code: error.code, headers, body });
        return false;
      }
    },
  };
}

interface Awaited {
  readonly type: string;
  readonly within: number;
  readonly since: readonly { readonly event: string }[];
}

/** What the application answers; one that throws is one that failed. */
async function answerOf(
  handler: NonNullable<SubscribeOptions['handler']>,
  { url, headers, body }: Posted,
): Promise<number> {
  try {
    const { status } = await handler(new Request(url, { method: 'POST', headers, body }));
    return status;
  } catch (error) {
    console.error('The handler of a webhook failed:', error);
    return 500;
  }
}

function nothingCame({ type, within, since }: Awaited): Error {
  const came = since.map(({ event }) => event).join(', ');
  return new Error(
    `No ${type} was delivered within ${within} ms. ${came === '' ? 'Nothing else was either.' : `What was: ${came}.`} Is it subscribed, or was it given by next before?`,
  );
}
