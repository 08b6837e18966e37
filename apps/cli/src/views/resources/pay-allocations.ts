import type { PayAllocation } from '@intarsia/domain';
import { masked, money, short } from '../figures.ts';
import { record } from '../record.ts';
import { state, stateColumn } from '../states.ts';
import type { Column } from '../table.ts';
import { said, words } from '../words.ts';

export const payAllocationColumns: readonly Column<PayAllocation>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Destination', of: (allocation) => placeOf(allocation).name, cut: true, least: 16 },
  { title: 'Share', of: shareOf, align: 'right' },
  { title: 'Number', of: (allocation) => masked(placeOf(allocation).number), optional: true },
  { title: 'Type', of: (allocation) => placeOf(allocation).type, optional: true },
  { ...stateColumn, optional: true },
  { title: 'Method', of: ({ method }) => words(method), optional: true },
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

export const payAllocationView = record<PayAllocation>((allocation, paint) => [
  ['Destination', placeOf(allocation).name],
  ['Kind', words(allocation.destination_type)],
  ['Type', placeOf(allocation).type],
  ['Number', masked(placeOf(allocation).number)],
  ['Share', shareOf(allocation)],
  ['Status', state(allocation.status, paint)],
  ['Method', words(allocation.method)],
]);

/** Whose account or card it is, and its number. */
function placeOf({ destination_type, card, acss_debit, bank_account }: PayAllocation) {
  if (destination_type === 'card') {
    const { card_name = null, card_number = null } = card ?? {};
    return { name: said(card_name), type: 'card', number: card_number };
  }
  const { bank_name, account_type, account_number } = acss_debit ?? bank_account;
  return { name: said(bank_name), type: words(account_type), number: account_number };
}

/** `40 %`, `225.00 USD` or `remainder`. */
function shareOf({ allocation_type, allocation_value, currency }: PayAllocation): string {
  if (allocation_value === 'remainder') return allocation_value;
  return allocation_type === 'percent'
    ? `${short(allocation_value)} %`
    : money(allocation_value, currency);
}
