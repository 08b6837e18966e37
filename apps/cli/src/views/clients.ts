import type { Client, CreatedApiKey, LinkKey } from '@intarsia/domain';
import { type Detail, details } from './details.ts';
import type { Column } from './table.ts';
import { counted, duration, moment, plain } from './text.ts';

export const clientColumns: readonly Column<Client>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Name', of: ({ name }) => name, cut: true },
  { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
];

export const clientView = details<Client>(linesOfClient);

/** A new client with the first things that it needs. */
interface ShownCreation extends Client {
  readonly api_key: CreatedApiKey;
  readonly link_keys: { readonly sandbox: LinkKey; readonly live: LinkKey };
}

export const createdClientView = details<ShownCreation>((client, paint) => [
  ...linesOfClient(client),
  ['Sandbox key', plain(`${client.api_key.id}:${client.api_key.secret}`)],
  ['', paint.dim('Shown this once.')],
  ['Link keys', `sandbox ${client.link_keys.sandbox.id}\nlive    ${client.link_keys.live.id}`],
]);

function linesOfClient({ id, name, created_at, settings }: Client): Detail[] {
  return [
    ['Id', id],
    ['Name', plain(name)],
    ['Created', `${moment(created_at)} UTC`],
    ['Issuer', plain(settings.issuer)],
    ['Token algorithm', settings.token_algorithm],
    ['Access tokens', `last ${duration(settings.access_token_lifetime)}`],
    ['Refresh tokens', `last ${duration(settings.refresh_token_lifetime)}`],
    ['Pay switch', settings.pay_distribution ? 'on' : 'off'],
    ['Events', `kept ${counted(settings.events_kept_days, 'day')}`],
  ];
}
