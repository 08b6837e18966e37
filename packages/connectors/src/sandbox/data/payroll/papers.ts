import { amountOf, sumOf } from '@intarsia/domain';
import { yearOf } from '../calendar.ts';
import type { Frame } from '../key.ts';
import type { PayAccounts } from '../money/allocation.ts';
import type { W2Content } from '../papers/contents.ts';
import { employerParty, formDay, type Paper, partyOf } from '../papers/documents.ts';
import type { Deduction } from './benefits.ts';
import { employeeIdOf } from './facts.ts';
import { payoutOf, stubOf } from './payout.ts';
import type { Slip } from './slips.ts';
import { SOCIAL_SECURITY, stateTaxOf } from './tax-tables.ts';

/** The payslip of a payment. */
export function stubPaper(slip: Slip, frame: Frame, accounts: PayAccounts): Paper {
  const { job, payday } = slip;
  const masked = `***-**-${frame.person.ssn.slice(-4)}`;
  return {
    source_id: stubOf(slip),
    employer: job.employer.slug,
    type: 'paystub',
    number: null,
    description: `${yearOf(payday)} paystub`,
    available: payday,
    expires: null,
    content: {
      form: 'paystub',
      employer: employerParty(job.employer),
      employee: partyOf(frame.person, masked),
      employee_id: employeeIdOf(job),
      job_title: job.title,
      payout: payoutOf(slip, frame, accounts).data,
    },
  };
}

/** The form about a finished year: a W-2 for employees, a 1099-NEC for contractors. */
export function yearPaper(slips: readonly Slip[], year: number, frame: Frame): Paper | undefined {
  const [first] = slips;
  if (!first) return undefined;
  const { job } = first;
  const gross = sumOf(slips.map(({ totals }) => totals.gross));
  if (gross === 0) return undefined;
  const employer = job.employer.slug;
  const paper = { employer, number: null, available: formDay(year), expires: null };
  const payer = employerParty(job.employer);
  const person = partyOf(frame.person, frame.person.ssn);
  if (job.employee) {
    const content = w2Of(slips, { year, employer: payer, employee: person });
    const description = `${year} W-2`;
    return { ...paper, source_id: `w2/${employer}/${year}`, type: 'W-2', description, content };
  }
  const boxes = { box1: amountOf(gross), box4: '0.00' };
  return {
    ...paper,
    source_id: `1099/${job.id}/${year}`,
    type: '1099',
    description: `${year} 1099-NEC`,
    content: { form: '1099-NEC', year, payer, recipient: person, ...boxes },
  };
}

function w2Of(
  slips: readonly Slip[],
  parties: Pick<W2Content, 'year' | 'employer' | 'employee'>,
): W2Content {
  const taxes = slips.flatMap((slip) => slip.taxes);
  const deductions = slips.flatMap((slip) => slip.deductions);
  const gross = sumOf(slips.map(({ totals }) => totals.gross));
  const before = (of: Deduction['before']) =>
    sumOf(deductions.filter((one) => one.before === of).map(({ cents }) => cents));
  const taxed = (of: string) =>
    sumOf(taxes.filter(({ type }) => type === of).map(({ cents }) => cents));
  const insured = gross - before('all_taxes');
  const wages = insured - before('income_tax');
  return {
    form: 'W-2',
    ...parties,
    box1: amountOf(wages),
    box2: amountOf(taxed('federal')),
    box3: amountOf(Math.min(insured, SOCIAL_SECURITY.base)),
    box4: amountOf(taxed('social_security')),
    box5: amountOf(insured),
    box6: amountOf(taxed('medicare')),
    box12: namedSums(deductions, box12Codes).map(([code, amount]) => ({ code, amount })),
    box14: namedSums(taxes.filter(({ type }) => type === 'other')).map(([name, amount]) => ({
      name,
      amount,
    })),
    state: stateBoxes(taxes, { wages, insured }, taxed),
  };
}

/** Codes of box 12: elective deferrals, designated Roth contributions, health savings through the employer. */
const box12Codes: Readonly<Record<string, string>> = {
  '401(k)': 'D',
  'Roth 401(k)': 'AA',
  'Health Savings Account': 'W',
};

/** What each name came to; with codes only the names that have one, by it. */
function namedSums(
  parts: readonly { readonly name: string; readonly cents: number }[],
  codes?: Readonly<Record<string, string>>,
): [string, string][] {
  const sums = new Map<string, number>();
  for (const { name, cents } of parts) {
    const key = codes ? codes[name] : name;
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + cents);
  }
  return [...sums].map(([key, cents]) => [key, amountOf(cents)]);
}

function stateBoxes(
  taxes: Slip['taxes'],
  { wages, insured }: { readonly wages: number; readonly insured: number },
  taxed: (of: string) => number,
): W2Content['state'] {
  const state = taxes.find(({ type }) => type === 'state')?.name.slice(0, 2);
  if (state === undefined) return null;
  const taxable = amountOf(stateTaxOf(state).taxes_savings ? insured : wages);
  const local = taxes.find(({ type }) => type === 'local')?.name;
  return {
    state,
    box16: taxable,
    box17: amountOf(taxed('state')),
    box18: local === undefined ? null : taxable,
    box19: local === undefined ? null : amountOf(taxed('local')),
    box20: local ?? null,
  };
}
