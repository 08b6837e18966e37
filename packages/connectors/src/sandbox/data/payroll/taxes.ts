import { proportion, type TaxLine } from '@intarsia/domain';
import {
  type FilingStatus,
  federal,
  MEDICARE,
  SOCIAL_SECURITY,
  SUPPLEMENTAL_RATE,
  stateTaxOf,
} from './tax-tables.ts';

/** Who is taxed, and how often they are paid. */
export interface Taxpayer {
  readonly filing: FilingStatus;
  readonly state: string;
  readonly periods: number;
}

/** What taxes are reckoned on, in cents. */
export interface TaxableWages {
  /** Subject to income tax, bonuses and commissions apart. */
  readonly regular: number;
  readonly supplemental: number;
  /** Subject to social security and Medicare: retirement savings are not taken off. */
  readonly insured: number;
  /** The same of the year before this payment. */
  readonly insured_before: number;
}

/** One tax, in cents. */
export interface Tax {
  readonly name: string;
  readonly type: NonNullable<TaxLine['type']>;
  readonly cents: number;
}

/** One hundred thousand: what rates are parts of. */
const WHOLE = 100_000;

/** All taxes on a payment, those that are nothing left out. */
export function taxesOn(wages: TaxableWages, payer: Taxpayer): Tax[] {
  const state = stateTaxOf(payer.state);
  const { insured, insured_before: before } = wages;
  const taxable = state.taxes_savings ? insured : wages.regular + wages.supplemental;
  const underBase = Math.max(0, Math.min(insured, SOCIAL_SECURITY.base - before));
  const above = Math.max(0, Math.min(insured, before + insured - MEDICARE.above));
  const taxes: Tax[] = [
    { name: 'Federal Income Tax', type: 'federal', cents: federalTax(wages, payer) },
    {
      name: 'Social Security',
      type: 'social_security',
      cents: proportion(underBase, SOCIAL_SECURITY.rate, WHOLE),
    },
    {
      name: 'Medicare',
      type: 'medicare',
      cents: proportion(insured, MEDICARE.rate, WHOLE) + proportion(above, MEDICARE.more, WHOLE),
    },
    {
      name: `${payer.state} State Income Tax`,
      type: 'state',
      cents: state.income ? flatTax(taxable, state.income, payer.periods) : 0,
    },
    {
      name: state.local?.name ?? '',
      type: 'local',
      cents: state.local ? proportion(taxable, state.local.rate, WHOLE) : 0,
    },
    ...state.others.map(
      ({ name, rate }): Tax => ({ name, type: 'other', cents: proportion(insured, rate, WHOLE) }),
    ),
  ];
  return taxes.filter(({ cents }) => cents > 0);
}

/** As if the same were earned in each period of the year; a flat rate on what is paid beside it. */
function federalTax(
  { regular, supplemental }: TaxableWages,
  { filing, periods }: Taxpayer,
): number {
  const { deduction, ends, rates } = federal[filing];
  const year = Math.max(0, regular * periods - deduction * 100);
  let tax = 0;
  let from = 0;
  for (const [step, rate] of rates.entries()) {
    const end = (ends[step] ?? Number.POSITIVE_INFINITY) * 100;
    if (year <= from) break;
    tax += proportion(Math.min(year, end) - from, rate, 100);
    from = end;
  }
  return proportion(tax, 1, periods) + proportion(supplemental, SUPPLEMENTAL_RATE, 100);
}

function flatTax(
  taxable: number,
  { rate, free }: { readonly rate: number; readonly free: number },
  periods: number,
): number {
  const part = Math.max(0, taxable - proportion(free * 100, 1, periods));
  return proportion(part, rate, WHOLE);
}
