/** How somebody files their federal taxes. */
export type FilingStatus = 'single' | 'married' | 'head_of_household';

/** Federal income tax of 2025, used for every year: upper ends in whole dollars, rates in percent. */
export const federal: Readonly<
  Record<
    FilingStatus,
    {
      readonly deduction: number;
      readonly ends: readonly number[];
      readonly rates: readonly number[];
    }
  >
> = {
  single: {
    deduction: 15_000,
    ends: [11_925, 48_475, 103_350, 197_300, 250_525, 626_350],
    rates: [10, 12, 22, 24, 32, 35, 37],
  },
  married: {
    deduction: 30_000,
    ends: [23_850, 96_950, 206_700, 394_600, 501_050, 751_600],
    rates: [10, 12, 22, 24, 32, 35, 37],
  },
  head_of_household: {
    deduction: 22_500,
    ends: [17_000, 64_850, 103_350, 197_300, 250_500, 626_350],
    rates: [10, 12, 22, 24, 32, 35, 37],
  },
};

/** Bonuses and commissions are taxed at a flat rate, in percent. */
export const SUPPLEMENTAL_RATE = 22;

/** Social security: a rate in hundred-thousandths up to wages of a year in cents. Medicare has no end. */
export const SOCIAL_SECURITY = { rate: 6200, base: 17_610_000 } as const;
export const MEDICARE = { rate: 1450, more: 900, above: 20_000_000 } as const;

/** What a state asks of wages: rates in hundred-thousandths, the part of a year's wages that is free in dollars. */
export interface StateTax {
  readonly income: { readonly rate: number; readonly free: number } | null;
  readonly local: { readonly name: string; readonly rate: number } | null;
  /** Insurances that employees pay on all wages. */
  readonly others: readonly { readonly name: string; readonly rate: number }[];
  /** Also what goes into a retirement plan is taxed, by the state and the city. */
  readonly taxes_savings?: true;
}

const noTax: StateTax = { income: null, local: null, others: [] };

/** Simplified to one rate for each state, near what a middle income pays. */
const states: Readonly<Record<string, StateTax>> = {
  AZ: { income: { rate: 2500, free: 15_000 }, local: null, others: [] },
  CA: {
    income: { rate: 4400, free: 5_540 },
    local: null,
    others: [{ name: 'CA State Disability Insurance', rate: 1200 }],
  },
  CO: {
    income: { rate: 4400, free: 15_000 },
    local: null,
    others: [{ name: 'CO Family and Medical Leave', rate: 450 }],
  },
  GA: { income: { rate: 5390, free: 12_000 }, local: null, others: [] },
  IL: { income: { rate: 4950, free: 2_850 }, local: null, others: [] },
  NY: {
    income: { rate: 5200, free: 8_000 },
    local: { name: 'New York City Resident', rate: 3400 },
    others: [{ name: 'NY Paid Family Leave', rate: 388 }],
  },
  PA: {
    income: { rate: 3070, free: 0 },
    local: { name: 'Philadelphia Wage Tax', rate: 3740 },
    others: [],
    taxes_savings: true,
  },
  WA: { ...noTax, others: [{ name: 'WA Paid Family and Medical Leave', rate: 658 }] },
};

/** The taxes of a state by its postal abbreviation; none where there are none. */
export function stateTaxOf(state: string): StateTax {
  return states[state] ?? noTax;
}
