import { sumOf } from '@intarsia/domain';
import type { Day } from '../calendar.ts';
import type { Frame } from '../key.ts';
import { type PaidAt, paidBy, switchBefore } from '../money/switches.ts';
import { stream } from '../streams.ts';
import { type Deduction, deductionsFrom, type Plan, plansOf } from './benefits.ts';
import type { Due } from './dues.ts';
import { type Earning, isCounted } from './earnings.ts';
import type { Job } from './job.ts';
import { periodsAYear } from './periods.ts';
import type { FilingStatus } from './tax-tables.ts';
import { type Tax, type Taxpayer, taxesOn } from './taxes.ts';

/** Totals of a payment or of a year up to one: hours in ten-thousandths, money in cents. */
interface Totals {
  readonly hours: number;
  readonly gross: number;
  readonly net: number;
  readonly reimbursements: number;
  readonly deductions: number;
  readonly taxes: number;
  readonly fees: number;
}

/** A line of earnings with what its name has come to in the year. */
export interface SlipLine extends Earning {
  readonly hours_ytd: number | null;
  readonly cents_ytd: number;
}

/** One payment of a job, in whole numbers. */
export interface Slip {
  readonly source_id: string;
  readonly job: Job;
  readonly payday: Day;
  readonly start: Day;
  readonly end: Day;
  readonly paid: PaidAt;
  readonly paid_by: Job['paid_by'];
  readonly lines: readonly SlipLine[];
  readonly deductions: readonly Deduction[];
  readonly taxes: readonly Tax[];
  readonly totals: Totals;
  /** From the first of January to this payment, over all jobs with the employer. */
  readonly ytd: Totals;
}

/** Who files how: the married together as a rule. */
export function filingOf({ root, person }: Frame): FilingStatus {
  const chance = stream(root, 'filing');
  if (person.marital_status === 'married') return chance.chance(0.8) ? 'married' : 'single';
  return chance.chance(0.15) ? 'head_of_household' : 'single';
}

/**
 * The payments of one employer by calendar year, the oldest first, from what is due. A year is always worked
 * out from its first of January, so that year to date is right wherever one begins to read.
 */
export function slipsOf(
  frame: Frame,
  makeDues: () => (year: number) => readonly Due[],
): (year: number) => readonly Slip[] {
  const years = new Map<number, readonly Slip[]>();
  // Most scans find nothing to pay: hours and plans are only drawn when somebody asks.
  let dues: ((year: number) => readonly Due[]) | undefined;
  return (year) => {
    dues ??= makeDues();
    const known = years.get(year) ?? closeYear(frame, dues(year));
    years.set(year, known);
    return known;
  };
}

function closeYear(frame: Frame, dues: readonly Due[]): Slip[] {
  const running = beginYear();
  const filing = filingOf(frame);
  const plans = new Map<Job, Plan[]>();
  return dues.map((due): Slip => {
    const { job, payday, earnings } = due;
    const own = plans.get(job) ?? plansOf(job);
    plans.set(job, own);
    const gross = sumOf(earnings.map(({ cents }) => cents));
    const fixed = due.off_cycle ? own.filter(({ share }) => share !== undefined) : own;
    const deductions = deductionsFrom(gross, { job, plans: fixed, day: payday });
    const wages = taxable(due, deductions, running.insured);
    const periods = periodsAYear[job.schedule.cycle];
    const payer: Taxpayer = { filing, state: frame.person.city.state, periods };
    const taxes = job.employee ? taxesOn(wages, payer) : [];
    const paid_by = paidBy(job.paid_by, switchBefore(frame.switches, due.paid));
    return close(running, { due, deductions, taxes, insured: wages.insured, paid_by });
  });
}

/** Health plans come off all taxable wages, retirement plans off those for income tax; regular pay bears them first. */
function taxable(due: Due, deductions: readonly Deduction[], insured_before: number) {
  const sum = (of: Deduction['before']) =>
    sumOf(deductions.filter(({ before }) => before === of).map(({ cents }) => cents));
  const gross = sumOf(due.earnings.map(({ cents }) => cents));
  const beside = due.off_cycle
    ? gross
    : sumOf(due.earnings.filter(isSupplemental).map(({ cents }) => cents));
  const insured = gross - sum('all_taxes');
  const income = insured - sum('income_tax');
  const supplemental = Math.min(beside, income);
  return { regular: income - supplemental, supplemental, insured, insured_before };
}

function isSupplemental({ type }: Earning): boolean {
  return type === 'bonus' || type === 'commission';
}

/** What a year has come to so far. */
interface Running {
  insured: number;
  totals: Totals;
  readonly lines: Map<string, { readonly hours: number; readonly cents: number }>;
}

function beginYear(): Running {
  const totals = {
    hours: 0,
    gross: 0,
    net: 0,
    reimbursements: 0,
    deductions: 0,
    taxes: 0,
    fees: 0,
  };
  return { insured: 0, totals, lines: new Map() };
}

interface Unclosed {
  readonly due: Due;
  readonly deductions: readonly Deduction[];
  readonly taxes: readonly Tax[];
  readonly insured: number;
  readonly paid_by: Job['paid_by'];
}

/** Adds a payment to the year, and gives it with the sums of the year. */
function close(running: Running, { due, deductions, taxes, insured, paid_by }: Unclosed): Slip {
  const { job, earnings, reimbursements, source_id, payday, start, end, paid } = due;
  const gross = sumOf(earnings.map(({ cents }) => cents));
  const deducted = sumOf(deductions.map(({ cents }) => cents));
  const taxed = sumOf(taxes.map(({ cents }) => cents));
  const rest = gross - deducted - taxed + reimbursements;
  const fees = paid_by === 'pay_card' && rest > CARD_FEE ? CARD_FEE : 0;
  const hours = sumOf(earnings.filter(isCounted).map((earning) => earning.hours ?? 0));
  const totals: Totals = {
    hours,
    gross,
    net: rest - fees,
    reimbursements,
    deductions: deducted,
    taxes: taxed,
    fees,
  };
  running.insured += insured;
  running.totals = added(running.totals, totals);
  const lines = earnings.map((earning) => counted(running, earning));
  const days = { source_id, payday, start, end, paid, paid_by };
  return { ...days, job, lines, deductions, taxes, totals, ytd: running.totals };
}

/** What loading a pay card costs, in cents. */
const CARD_FEE = 150;

function added(a: Totals, b: Totals): Totals {
  return {
    hours: a.hours + b.hours,
    gross: a.gross + b.gross,
    net: a.net + b.net,
    reimbursements: a.reimbursements + b.reimbursements,
    deductions: a.deductions + b.deductions,
    taxes: a.taxes + b.taxes,
    fees: a.fees + b.fees,
  };
}

function counted({ lines }: Running, earning: Earning): SlipLine {
  const known = lines.get(earning.name) ?? { hours: 0, cents: 0 };
  const hours = known.hours + (earning.hours ?? 0);
  const cents = known.cents + earning.cents;
  lines.set(earning.name, { hours, cents });
  return { ...earning, hours_ytd: earning.hours === null ? null : hours, cents_ytd: cents };
}
