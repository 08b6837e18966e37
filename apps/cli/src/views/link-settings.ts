import type { LinkKey, LinkSettings } from '@intarsia/domain';
import { details, listed } from './details.ts';
import type { Column } from './table.ts';
import { moment, plain } from './text.ts';

/** Without an origin the environment decides: this machine's pages in a sandbox, and nobody's in live. */
const originsText = ({ allowed_origins }: LinkKey) =>
  allowed_origins.length === 0 ? 'not set' : allowed_origins.join(', ');

export const linkKeyColumns: readonly Column<LinkKey>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Pages that may embed Link', of: originsText, cut: true },
  { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
];

export const linkKeyView = details<LinkKey>((key) => [
  ['Id', key.id],
  ['Embedded by', plain(originsText(key))],
  ['Created', `${moment(key.created_at)} UTC`],
]);

export const linkSettingsColumns: readonly Column<LinkSettings>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Name', of: ({ name }) => name, cut: true },
  { title: 'Default', of: ({ is_default }) => (is_default ? 'yes' : '–') },
  { title: 'Scheme', of: ({ scheme }) => scheme },
  { title: 'Accent', of: ({ accent }) => accent ?? '–' },
  { title: 'Link items', of: itemsText, cut: true, optional: true },
];

export const linkSettingsView = details<LinkSettings>((settings) => [
  ['Id', settings.id],
  ['Name', plain(settings.name)],
  ['Default', settings.is_default ? 'yes' : 'no'],
  ['Company', plain(settings.company_name ?? 'the name of the client')],
  ['Logo', plain(settings.logo_url ?? '–')],
  ['Accent', settings.accent ?? '–'],
  ['Radius', `${settings.radius} px`],
  ['Scheme', settings.scheme],
  ['Language', settings.language],
  ['Link items', itemsText(settings)],
  ['Intro', settings.show_intro ? 'shown' : 'left out'],
  ['Intro title', plain(settings.intro_title ?? '–')],
  ['Intro text', plain(settings.intro_subtitle ?? '–')],
  ['Created', `${moment(settings.created_at)} UTC`],
]);

function itemsText({ link_items }: LinkSettings): string {
  return link_items.length === 0 ? 'all' : listed(link_items);
}
