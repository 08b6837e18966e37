import type { Account, ConnectionStatus } from '@intarsia/domain';
import { type Detail, details, listed } from './details.ts';
import type { Paint } from './paint.ts';
import { state } from './states.ts';
import type { Column } from './table.ts';
import { counted, moment } from './text.ts';

const marks: Readonly<Record<ConnectionStatus, string>> = {
  connected: '◆',
  connecting: '◇',
  error: '▲',
};

export const accountColumns: readonly Column<Account>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Link item', of: ({ link_item }) => link_item },
  { title: 'Connection', of: connectionText, paint: paintConnection },
  { title: 'User', of: ({ user }) => user, optional: true },
  { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
  { title: 'Employers', of: ({ employers }) => employers.join(', '), cut: true, optional: true },
];

export const accountView = details<Account>((account, paint) => [
  ['Id', account.id],
  ['User', account.user],
  ['Link item', account.link_item],
  ['Source', account.source],
  ['Employers', listed(account.employers)],
  ['Created', `${moment(account.created_at)} UTC`],
  ['Updated', `${moment(account.updated_at)} UTC`],
  ['Connection', paintConnection(connectionText(account), account, paint)],
  ...errorOf(account.connection),
  ['Pay switch', payText(account, paint)],
  ...errorOf(account.pay_distribution),
  ...availabilityOf(account, paint),
]);

/** Mark, word and error code of a connection: a state is never told by its colour alone. */
export function connectionText({ connection }: Account): string {
  const { status, error_code } = connection;
  return `${marks[status]} ${status}${error_code === null ? '' : ` (${error_code})`}`;
}

/** Colours the text of a connection. */
export function paintConnection(text: string, { connection }: Account, paint: Paint): string {
  const paints = { connected: paint.good, connecting: paint.busy, error: paint.bad };
  return paints[connection.status](text);
}

function payText({ pay_distribution: { status, error_code } }: Account, paint: Paint): string {
  if (error_code !== null) return paint.bad(`▲ ${status} (${error_code})`);
  return state(status, paint);
}

/** The line below a state that says what went wrong, if anything did. */
export function errorOf({ error_message }: { error_message: string | null }): Detail[] {
  return error_message === null ? [] : [['', error_message]];
}

function availabilityOf({ availability }: Account, paint: Paint): Detail[] {
  return Object.entries(availability).flatMap(([name, part]): Detail[] => {
    if (!part) return [];
    const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
    return [[label, [state(part.status, paint), ...extentOf(part)].join(', ')]];
  });
}

function extentOf(part: object): string[] {
  if (!('available_count' in part) || typeof part.available_count !== 'number') return [];
  const texts = [counted(part.available_count, 'item')];
  if ('available_from' in part && 'available_to' in part && part.available_from !== null) {
    texts.push(
      `${String(part.available_from).slice(0, 10)} to ${String(part.available_to).slice(0, 10)}`,
    );
  }
  return texts;
}
