import type { LinkItem, LinkItemStatus } from '@intarsia/domain';
import { type Detail, details } from './details.ts';
import type { Paint } from './paint.ts';
import type { Column } from './table.ts';
import { plain } from './text.ts';

export const linkItemColumns: readonly Column<LinkItem>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Name', of: ({ name }) => name, cut: true },
  { title: 'Kind', of: ({ kind }) => kind },
  { title: 'Type', of: ({ type }) => type, optional: true },
  { title: 'Status', of: statusText, paint: paintStatus },
  { title: 'Login code', of: ({ has_two_fa }) => yesNo(has_two_fa), optional: true },
  { title: 'Pay switch', of: paySwitch, optional: true },
];

export const linkItemView = details<LinkItem>((item, paint) => [
  ['Id', item.id],
  ['Name', plain(item.name)],
  ['Item id', item.item_id],
  ['Kind', item.kind],
  ['Type', plain(item.type)],
  ['Status', paintStatus(statusText(item), item, paint)],
  ...noteOf('', item.status_details),
  ...noteOf('Limits', item.known_limitations),
  ['Login code', yesNo(item.has_two_fa)],
  ['Pay switch', paySwitch(item)],
  ['Logo', logoOf(item.logo_url)],
]);

const marks: Readonly<Record<LinkItemStatus, string>> = {
  healthy: '◆',
  issues: '◇',
  unavailable: '▲',
};

function statusText({ status, is_disabled }: LinkItem): string {
  return `${marks[status]} ${status}${is_disabled ? ', disabled' : ''}`;
}

function paintStatus(text: string, { status }: LinkItem, paint: Paint): string {
  const paints = { healthy: paint.good, issues: paint.busy, unavailable: paint.bad };
  return paints[status](text);
}

/** Where deposits can be switched to. */
function paySwitch({ features }: LinkItem): string {
  const ways = [
    features.pay_distribution_update.supported ? 'bank account' : '',
    features.pay_distribution_card_update.supported ? 'card' : '',
  ].filter((way) => way !== '');
  return ways.length === 0 ? 'no' : ways.join(', ');
}

/** A drawn logo is far too long to read. */
function logoOf(url: string): string {
  return plain(url.replace(/^(data:[^,]*),.*$/s, '$1,…'));
}

function noteOf(label: string, text: string | null): Detail[] {
  return text === null ? [] : [[label, plain(text)]];
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
