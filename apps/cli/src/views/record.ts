import type { View } from '../io.ts';
import { type Detail, linesOf, pretty } from './details.ts';
import type { Paint } from './paint.ts';
import { moment } from './text.ts';
import { said } from './words.ts';

/** What every kind of data has, whatever it tells. */
interface Common {
  readonly id: string;
  readonly account: string;
  readonly employer: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly metadata: object;
}

/** Shows one record of the data: what all kinds have, and around it what its own kind tells. */
export function record<T extends Common>(of: (row: T, paint: Paint) => readonly Detail[]): View<T> {
  return (row, paint) =>
    linesOf(
      [
        ['Id', row.id],
        ['Account', row.account],
        ['Employer', said(row.employer)],
        ...of(row, paint),
        ['First seen', `${moment(row.created_at)} UTC`],
        ['Changed', `${moment(row.updated_at)} UTC`],
        ...more(row.metadata),
      ],
      paint,
    );
}

function more(metadata: object): Detail[] {
  return Object.keys(metadata).length === 0 ? [] : [['Metadata', pretty(metadata)]];
}
