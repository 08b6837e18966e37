import type { Account, ConnectionStatus } from '@intarsia/domain';
import { type Detail, details, listed } from './details.ts';
import type { Paint } from './paint.ts';
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
  ['Pay switch', payText(account)],
  ...errorOf(account.pay_distribution),
  ...availabilityOf(account),
]);

/** Mark, word and error code: a state is never told by its colour alone. */
function connectionText({ connection }: Account): string {
  const { status, error_code } = connection;
  return `${marks[status]} ${status}${error_code === null ? '' : ` (${error_code})`}`;
}

function paintConnection(text: string, { connection }: Account, paint: Paint): string {
  const paints = { connected: paint.good, connecting: paint.busy, error: paint.bad };
  return paints[connection.status](text);
}

function payText({ pay_distribution: { status, error_code } }: Account): string {
  return error_code === null ? status.replaceAll('_', ' ') : `${status} (${error_code})`;
}

function errorOf({ error_message }: { error_message: string | null }): Detail[] {
  return error_message === null ? [] : [['', error_message]];
}

function availabilityOf({ availability }: Account): Detail[] {
  return Object.entries(availability).flatMap(([name, state]): Detail[] => {
    if (!state) return [];
    const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
    return [[label, [state.status.replaceAll('_', ' '), ...extentOf(state)].join(', ')]];
  });
}

function extentOf(state: object): string[] {
  if (!('available_count' in state) || typeof state.available_count !== 'number') return [];
  const texts = [counted(state.available_count, 'item')];
  if ('available_from' in state && 'available_to' in state && state.available_from !== null) {
    texts.push(
      `${String(state.available_from).slice(0, 10)} to ${String(state.available_to).slice(0, 10)}`,
    );
  }
  return texts;
}
