import type { Delivery, Webhook } from '@intarsia/domain';
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

function statusText({ status }: Webhook): string {
  return `${marks[status]} ${status}`;
}

function paintStatus(text: string, { status }: Webhook, paint: Paint): string {
  return status === 'active' ? paint.good(text) : paint.bad(text);
}

const deliveryMarks: Readonly<Record<Delivery['status'], string>> = {
  delivered: '◆',
  waiting: '◇',
  dropped: '▲',
};

export const deliveryColumns: readonly Column<Delivery>[] = [
  { title: 'Event', of: ({ event }) => event },
  { title: 'Type', of: ({ type }) => type },
  {
    title: 'Status',
    of: ({ status, replayed }) => `${deliveryMarks[status]} ${status}${replayed ? ', replay' : ''}`,
    paint: (text, { status }, paint) =>
      ({ delivered: paint.good, waiting: paint.busy, dropped: paint.bad })[status](text),
  },
  { title: 'Tries', of: ({ attempts }) => String(attempts.length), align: 'right' },
  { title: 'Answer', of: answerOf, cut: true },
  { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
];

/** What the last try came to. */
function answerOf({ attempts }: Delivery): string {
  const last = attempts.reduce<Delivery['attempts'][number] | undefined>(
    (latest, one) => (latest && latest.number > one.number ? latest : one),
    undefined,
  );
  if (!last) return '–';
  return last.status === null ? (last.error ?? '–') : `${last.status} in ${last.latency_ms} ms`;
}

/** What a replay has put on its way. */
export function replayView({ replayed }: { readonly replayed: number }): string {
  return `${counted(replayed, 'event')} on the way.`;
}
