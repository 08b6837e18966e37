import { proportion } from '@intarsia/domain';
import { civilOf, type Day, dayFrom, yearOf } from '../calendar.ts';
import { stream } from '../streams.ts';
import type { Job } from './job.ts';
import { periodsAYear } from './periods.ts';

/** One deduction of a payment, in cents. */
export interface Deduction {
  readonly name: string;
  readonly cents: number;
  /**
   * What it takes off: wages for every tax (health plans), for income tax only (retirement), or none.
   */
  readonly before: 'all_taxes' | 'income_tax' | 'no_tax';
}

/** A plan that a person is in: cents a year, or hundredths of a percent of gross pay. */
export interface Plan {
  readonly name: string;
  readonly before: Deduction['before'];
  readonly yearly?: number;
  /** What the yearly amount rises by each January. */
  readonly rise?: number;
  readonly share?: number;
}

/** The deductions from a gross pay on a day. Fixed ones are left out where pay is too low to bear them. */
export function deductionsFrom(
  gross: number,
  { job, plans, day }: { readonly job: Job; readonly plans: readonly Plan[]; readonly day: Day },
): Deduction[] {
  if (day < enrolledOn(job)) return [];
  const all = plans.map((plan) => ({ plan, cents: costOf(plan, gross, { job, day }) }));
  const fixed = all.reduce((sum, { plan, cents }) => sum + (plan.share ? 0 : cents), 0);
  const bearable = fixed * 3 <= gross;
  return all
    .filter(({ plan, cents }) => cents > 0 && (bearable || plan.share !== undefined))
    .map(({ plan, cents }) => ({ name: plan.name, before: plan.before, cents }));
}

function costOf(
  { yearly = 0, rise = 0, share }: Plan,
  gross: number,
  { job, day }: { readonly job: Job; readonly day: Day },
): number {
  if (share !== undefined) return proportion(gross, share, 10_000);
  const years = yearOf(day) - yearOf(job.hired);
  return proportion(yearly + rise * years, 1, periodsAYear[job.schedule.cycle]);
}

/** Benefits begin with the month that begins at least sixty days after the first day of work. */
function enrolledOn({ hired }: Job): Day {
  const { year, month } = civilOf(hired + 60);
  return dayFrom(year, month + 1, 1);
}

/** The plans that a person has in a job. */
export function plansOf(job: Job): Plan[] {
  if (!job.employee) return [];
  const chance = stream(job.root, 'benefits');
  const drawn = (share: number, plan: () => Plan) => {
    const made = plan();
    return chance.chance(share) ? [made] : [];
  };
  const dollars = (from: number, to: number) => chance.int(from, to) * 100;
  const isFull = job.type === 'full-time';
  const health = isFull
    ? [
        ...drawn(0.8, () => healthPlan('Medical Insurance', dollars(1100, 3900), 4200)),
        ...drawn(0.6, () => healthPlan('Dental Insurance', dollars(160, 420), 600)),
        ...drawn(0.5, () => healthPlan('Vision Insurance', dollars(60, 150), 150)),
        ...drawn(0.25, () => healthPlan('Health Savings Account', dollars(480, 2400), 0)),
      ]
    : [];
  return [
    ...health,
    ...drawn(isFull ? 0.65 : 0.25, () => ({
      name: '401(k)',
      before: 'income_tax',
      share: chance.int(2, 8) * 100,
    })),
    ...drawn(0.12, () => ({
      name: 'Roth 401(k)',
      before: 'no_tax',
      share: chance.int(1, 4) * 100,
    })),
    ...drawn(0.15, () => ({ name: 'Union Dues', before: 'no_tax', yearly: dollars(300, 560) })),
    ...drawn(0.3, () => ({ name: 'Life Insurance', before: 'no_tax', yearly: dollars(60, 240) })),
    ...drawn(0.03, () => ({
      name: 'Child Support',
      before: 'no_tax',
      yearly: dollars(2400, 5200),
    })),
  ];
}

function healthPlan(name: string, yearly: number, rise: number): Plan {
  return { name, before: 'all_taxes', yearly, rise };
}
