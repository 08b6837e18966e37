import { hash } from 'node:crypto';
import {
  DeliveryTrouble,
  type Environment,
  type Id,
  noChaos,
  type OutgoingAnswer,
  type SetWebhookChaosInput,
  type WebhookChaos,
  type WebhookRef,
} from '@intarsia/domain';
import type { DueDelivery, StoredWebhook } from '@intarsia/store';
import type { Ctx } from '../kernel/index.ts';
import { noWebhook } from './actions.ts';
import type { WebhookSecrets } from './secrets.ts';

/** The trouble of a webhook. Throws `webhook_not_found`. */
export async function getWebhookChaos(ctx: Ctx, { id }: WebhookRef): Promise<WebhookChaos> {
  return ((await ctx.store.read.webhooks.find(ctx.scope, id)) ?? noWebhook()).chaos ?? noChaos;
}

/** Gives a webhook trouble, from its next delivery on. Throws `webhook_not_found`. */
export async function setWebhookChaos(
  ctx: Ctx,
  { id, ...chaos }: SetWebhookChaosInput,
): Promise<WebhookChaos> {
  return ctx.commit(async (tx) => {
    const before = (await tx.webhooks.find(ctx.scope, id)) ?? noWebhook();
    await tx.webhooks.update(ctx.scope, { ...before, chaos });
    return chaos;
  });
}

/** What is to happen to which of the deliveries of a step, by their ids. To the first try of each alone. */
export function troublesOf(
  {
    environment: { kind, seed },
    webhook: { chaos },
  }: { environment: Environment; webhook: StoredWebhook },
  due: readonly DueDelivery[],
): ReadonlyMap<Id, DeliveryTrouble> {
  const troubles = new Map<Id, DeliveryTrouble>();
  if (kind !== 'sandbox' || chaos === null) return troubles;
  for (const { id, event } of due.filter(isFirstTry).slice(0, chaos.next ?? due.length)) {
    const trouble = troubleOf(chaos, shareOf(seed, event.cursor));
    if (trouble) troubles.set(id, trouble);
  }
  return troubles;
}

const isFirstTry = ({ failures }: DueDelivery) => failures === 0;

/** The shares lie one behind the other: no delivery has two troubles. */
function troubleOf(chaos: WebhookChaos, share: number): DeliveryTrouble | undefined {
  let end = 0;
  return DeliveryTrouble.options.find((trouble) => {
    end += chaos[trouble];
    return share < end;
  });
}

/** In [0, 1): a function of the seed and the number of the event, so that a run can be repeated. */
function shareOf(seed: string, number: number): number {
  const text = `delivery ${number} ${seed}`;
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16) / 2 ** 48;
}

const WITHHELD: Partial<Record<DeliveryTrouble, string>> = {
  drop_first_attempt: 'lost on the way by the chaos of this webhook',
  reorder: 'put behind what waits by the chaos of this webhook',
  delay: 'held back by the chaos of this webhook',
};

/** Whether a try with a trouble is not sent at all. */
export function isWithheld(trouble: DeliveryTrouble | null): boolean {
  return trouble !== null && WITHHELD[trouble] !== undefined;
}

/** What comes of a try that is not sent; undefined for one that is. */
export function withheld(trouble: DeliveryTrouble | null): OutgoingAnswer | undefined {
  const error = trouble === null ? undefined : WITHHELD[trouble];
  if (error === undefined) return undefined;
  return { status: null, error, retry_after: null, excerpt: null, latency_ms: 0 };
}

/** Secrets that are not those of the webhook, of the same kind. */
export function mistaken({ secret }: WebhookSecrets): WebhookSecrets {
  const generated = `whsec_${Buffer.from('another secret').toString('base64')}`;
  return { secret: secret === null ? null : 'another secret', generated, old: null };
}

/** A webhook with as many fewer deliveries to trouble as were tried since it was given this trouble. */
export function spent(
  webhook: StoredWebhook,
  tried: readonly { webhook: StoredWebhook; delivery: DueDelivery }[],
): StoredWebhook {
  const { chaos } = webhook;
  if (!chaos?.next) return webhook;
  const given = JSON.stringify(chaos);
  const count = tried.filter(
    (one) => isFirstTry(one.delivery) && JSON.stringify(one.webhook.chaos) === given,
  ).length;
  if (count === 0) return webhook;
  return { ...webhook, chaos: { ...chaos, next: Math.max(0, chaos.next - count) } };
}
