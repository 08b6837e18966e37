import {
  type Client,
  type DeliveryTrouble,
  deliveryBody,
  type Environment,
  type Id,
  type OutgoingAnswer,
  secondsOf,
  type Timestamp,
} from '@intarsia/domain';
import type { DueDelivery, NewAttempt, StoredWebhook } from '@intarsia/store';
import type { StepCtx } from '../jobs/step.ts';
import { mistaken, troublesOf, withheld } from './chaos.ts';
import { outgoingRules } from './loopback.ts';
import { openSecrets, openSigner, type Signer, type WebhookSecrets } from './secrets.ts';

/** What deliveries to a subscription depend on, as it was read together. */
export interface Sender {
  readonly environment: Environment;
  readonly client: Client;
  readonly webhook: StoredWebhook;
  readonly secrets: WebhookSecrets;
  readonly signer: Signer;
}

/** A delivery with what its try came to: more than one request where it was sent more than once. */
export interface Tried {
  /** As it was when this was tried. */
  readonly webhook: StoredWebhook;
  readonly delivery: DueDelivery;
  readonly trouble: DeliveryTrouble | null;
  readonly attempts: readonly NewAttempt[];
  readonly answers: readonly OutgoingAnswer[];
}

/** Whether a receiver has taken what it was sent. */
export function isSuccess({ status }: OutgoingAnswer): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Whether one of its requests was. */
export function isTaken({ answers }: Pick<Tried, 'answers'>): boolean {
  return answers.some(isSuccess);
}

/**
 * Reads what deliveries to a subscription depend on. Undefined when it is gone. Keys are made ready again
 * where they are others than `before`.
 */
export async function readSender(
  ctx: StepCtx,
  id: Id,
  before?: Sender,
): Promise<Sender | undefined> {
  const { environments, clients, webhooks } = ctx.store.read;
  const [environment, client, webhook] = await Promise.all([
    environments.find(ctx.environment.id),
    clients.find(ctx.environment.client_id),
    webhooks.find(ctx.scope, id),
  ]);
  if (!environment || !client || !webhook) return undefined;
  if (before && before.webhook.secrets === webhook.secrets) {
    return { ...before, environment, client, webhook };
  }
  const secrets = openSecrets(ctx.vault, webhook.secrets, id);
  return { environment, client, webhook, secrets, signer: openSigner(secrets) };
}

/** Tries to send some deliveries, each at once. */
export function tryAll(
  ctx: StepCtx,
  sender: Sender,
  due: readonly DueDelivery[],
): readonly { readonly delivery: DueDelivery; readonly tried: Promise<Tried> }[] {
  const troubles = troublesOf(sender, due);
  const sent_at = ctx.wall.now();
  return due.map((delivery) => {
    const trouble = troubles.get(delivery.id) ?? null;
    const tried = tryToDeliver(ctx, sender, { delivery, trouble, sent_at });
    return { delivery, tried };
  });
}

/** Sends a delivery once, or as its trouble says. Throws the reason of the context's signal alone. */
async function tryToDeliver(
  ctx: StepCtx,
  sender: Sender,
  { delivery, trouble, sent_at }: Pick<Tried, 'delivery' | 'trouble'> & { sent_at: Timestamp },
): Promise<Tried> {
  const { environment, client, webhook, secrets } = sender;
  const body = deliveryBody(delivery.event, webhook, client.settings);
  const timestamp = secondsOf(sent_at);
  const { id, sequence } = delivery.event;
  const isMistaken = trouble === 'wrong_signature';
  const signer = isMistaken ? openSigner(mistaken(secrets)) : sender.signer;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Intarsia-Webhooks',
    ...signer.headers({ id, sent_at, timestamp, body }),
    ...(sequence !== null && { 'intarsia-sequence': String(sequence) }),
  };
  const rules = outgoingRules(ctx, environment);
  const post = () =>
    ctx.outgoing.post({ url: webhook.url, headers, body, signal: ctx.signal, ...rules });
  const answers = [withheld(trouble) ?? (await post())];
  if (trouble === 'duplicate') answers.push(await post());
  const attempts = answers.map((answer) => ({
    at: ctx.clock.now(),
    sent_at,
    request_headers: headers,
    status: answer.status,
    latency_ms: answer.latency_ms,
    error: problemOf(answer),
    response: answer.excerpt,
    chaos: trouble,
  }));
  return { webhook, delivery, trouble, attempts, answers };
}

function problemOf(answer: OutgoingAnswer): string | null {
  return isSuccess(answer) ? null : (answer.error ?? `answered ${answer.status}`);
}
