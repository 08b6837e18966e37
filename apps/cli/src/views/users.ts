import { details, listed, pretty } from './details.ts';
import type { Column } from './table.ts';
import { json, moment } from './text.ts';

/** A user as the typed client gives it. */
interface ShownUser {
  readonly id: string;
  readonly created_at: string;
  readonly employers_connected: readonly string[];
  readonly data_providers_connected: readonly string[];
  readonly external_metadata: unknown;
}

export const userColumns: readonly Column<ShownUser>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
  {
    title: 'Link items',
    of: ({ data_providers_connected }) => data_providers_connected.join(', '),
    cut: true,
  },
  {
    title: 'Employers',
    of: ({ employers_connected }) => employers_connected.join(', '),
    cut: true,
    optional: true,
  },
  { title: 'Metadata', of: ({ external_metadata }) => json(external_metadata), cut: true },
];

export const userView = details<ShownUser>((user) => [
  ['Id', user.id],
  ['Created', `${moment(user.created_at)} UTC`],
  ['Link items', listed(user.data_providers_connected)],
  ['Employers', listed(user.employers_connected)],
  ['Metadata', pretty(user.external_metadata)],
]);
