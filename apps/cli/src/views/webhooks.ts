import type { WebhookHealth } from '@intarsia/client';
import type { Delivery, DeliveryDetail, Webhook } from '@intarsia/domain';
import { type Detail, details, listed } from './details.ts';
import type { Paint } from './paint.ts';
import type { Column } from './table.ts';
import { counted, moment, plain } from './text.ts';

const marks: Readonly<Record<Webhook['status'], string>> = { active: '◆', paused: '▲' };

export const webhookColumns: readonly Column<Webhook>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Name', of: ({ name }) => name, cut: true },
  { title: 'Status', of: statusText, paint: paintStatus },
  { title: 'Address', of: ({ url }) => url, cut: true },
  { title: 'Events', of: ({ events }) => events.join(', '), cut: true, optional: true },
];

export const webhookView = details<Webhook>(webhookLines);

/** A webhook whose secrets are new: they are shown this once. */
export const secretHolderView = details<Webhook>((webhook, paint) => [
  ...webhookLines(webhook, paint),
  ...secretLines(webhook, paint),
]);

function webhookLines(webhook: Webhook, paint: Paint): Detail[] {
  const { id, name, url, events, config, created_at, updated_at } = webhook;
  return [
    ['Id', id],
    ['Name', plain(name)],
    ['Address', plain(url)],
    ['Events', listed(events)],
    ['Status', paintStatus(statusText(webhook), webhook, paint)],
    ['Resource', config?.include_resource ? 'included' : '–'],
    ...(config?.days_synced ? [['Days synced', String(config.days_synced)] as const] : []),
    ['Created', `${moment(created_at)} UTC`],
    ['Updated', `${moment(updated_at)} UTC`],
  ];
}

function secretLines({ secret, signing_secret }: Webhook, paint: Paint): Detail[] {
  if (signing_secret === null) return [];
  return [
    ...(secret === null ? [] : [['Secret', plain(secret)] as const]),
    ['Signing', plain(signing_secret)],
    ['', paint.dim('Shown this once. Receivers verify with either.')],
  ];
}

type Standing = Pick<Webhook, 'status'>;

function statusText({ status }: Standing): string {
  return `${marks[status]} ${status}`;
}

function paintStatus(text: string, { status }: Standing, paint: Paint): string {
  return status === 'active' ? paint.good(text) : paint.bad(text);
}

const pauseReasons = {
  requested: 'somebody asked for it',
  nothing_delivered: 'nothing had arrived for five days',
} as const satisfies Record<NonNullable<WebhookHealth['pause_reason']>, string>;

/** How a webhook stands, and why. */
export const healthView = details<WebhookHealth>((health, paint) => {
  const { paused_at, pause_reason, failing_since, waiting } = health;
  return [
    ['Status', paintStatus(statusText(health), health, paint)],
    ...(paused_at === null ? [] : [['Paused', `${moment(paused_at)} UTC`] as const]),
    ...(pause_reason === null ? [] : [['Because', pauseReasons[pause_reason]] as const]),
    ['Failing', failing_since === null ? '–' : `since ${moment(failing_since)} UTC`],
    ['Waiting', counted(waiting, 'delivery', 'deliveries')],
  ];
});

const deliveryMarks: Readonly<Record<Delivery['status'], string>> = {
  delivered: '◆',
  waiting: '◇',
  dropped: '▲',
};

export const deliveryColumns: readonly Column<Delivery>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Type', of: ({ type }) => type },
  {
    title: 'Status',
    of: ({ status, replayed }) => `${deliveryMarks[status]} ${status}${replayed ? ', replay' : ''}`,
    paint: paintDelivery,
  },
  { title: 'Tries', of: ({ attempts }) => String(attempts.length), align: 'right' },
  { title: 'Answer', of: answerOf, cut: true },
  { title: 'Event', of: ({ event }) => event, optional: true },
  { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
];

/** What the last try came to. */
function answerOf({ attempts }: Delivery): string {
  const last = attempts.reduce<Delivery['attempts'][number] | undefined>(
    (latest, one) => (latest && latest.number > one.number ? latest : one),
    undefined,
  );
  return last ? outcomeOf(last) : '–';
}

function outcomeOf({ status, error, latency_ms }: Delivery['attempts'][number]): string {
  return status === null ? (error ?? '–') : `${status} in ${latency_ms} ms`;
}

/** One delivery, with its request and every try below it, the first one first. */
export const deliveryView = details<DeliveryDetail>((delivery, paint) => {
  const { id, event, type, user, account, status, replayed, created_at, attempts } = delivery;
  const { method, url, body } = delivery.request;
  const text = `${deliveryMarks[status]} ${status}${replayed ? ', replay' : ''}`;
  return [
    ['Id', id],
    ['Event', event],
    ['Type', type],
    ...(account === null ? [] : [['Account', account] as const]),
    ...(user === null ? [] : [['User', user] as const]),
    ['Status', paintDelivery(text, delivery, paint)],
    ['Created', `${moment(created_at)} UTC`],
    ...(delivery.next_attempt_at === null
      ? []
      : [['Next try', `${moment(delivery.next_attempt_at)} UTC`] as const]),
    ['Request', `${method} ${plain(url)}`],
    ['Body', body === null ? 'gone with whom it was about' : plain(body)],
    ...attempts.map((attempt): Detail => [`Try ${attempt.number}`, attemptText(attempt)]),
  ];
});

function paintDelivery(text: string, { status }: Pick<Delivery, 'status'>, paint: Paint): string {
  return { delivered: paint.good, waiting: paint.busy, dropped: paint.bad }[status](text);
}

/**
 * When it was, what it came to, what the chaos of the sandbox did to it, whether it had another body than is
 * shown, and what was answered.
 */
function attemptText(attempt: DeliveryDetail['attempts'][number]): string {
  const { at, chaos, response, request_headers, body_confirmed } = attempt;
  const isErased = Object.keys(request_headers).length === 0;
  const lines = [
    `${moment(at)} UTC  ${outcomeOf(attempt)}`,
    ...(chaos === null ? [] : [`chaos of the sandbox: ${chaos}`]),
    ...(body_confirmed || isErased
      ? []
      : ['another body or secret: the webhook was changed since']),
    ...(response ? [plain(response)] : []),
  ];
  return lines.join('\n');
}

/** What a replay has put on its way. */
export function replayView({ replayed }: { readonly replayed: number }): string {
  return `${counted(replayed, 'event')} on the way.`;
}
