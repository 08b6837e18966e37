import type { Payout } from '@intarsia/domain';
import { Amount } from '../ui/amount.tsx';
import { masked } from '../ui/amounts.ts';
import { capital } from './words.ts';

type Destination = Payout['destinations'][number];

/** Where the net pay went. */
export function PayoutDestinations({ payout }: { payout: Payout }) {
  if (payout.destinations.length === 0) return null;
  return (
    <table className="slip">
      <caption>Went to</caption>
      <tbody>
        {payout.destinations.map((destination, index) => (
          <tr key={index}>
            <th scope="row">
              {placeOf(destination)}
              <span className="muted small">{capital(destination.method)}</span>
            </th>
            <td>
              <Amount value={destination.amount} currency={destination.currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function placeOf({ bank_account, card }: Destination): string {
  if (bank_account) {
    const { bank_name, account_number } = bank_account;
    return [bank_name ?? 'Bank account', account_number && masked(account_number)].join(' ');
  }
  return card?.card_number ? `Card ${masked(card.card_number)}` : 'Not told';
}
