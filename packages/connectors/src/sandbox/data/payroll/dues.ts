import { DAY_SECONDS, type Day } from '../calendar.ts';
import type { PaidAt } from '../money/switches.ts';
import { stream } from '../streams.ts';
import { type Earning, earningsIn } from './earnings.ts';
import { hoursOf } from './hours.ts';
import type { Job } from './job.ts';
import type { OffCycle } from './off-cycle.ts';
import { periodIndexOf, periodOf, periodsPaidIn } from './periods.ts';

/** What a payment is for, before anything is taken off. */
export interface Due {
  readonly source_id: string;
  readonly job: Job;
  readonly payday: Day;
  readonly start: Day;
  readonly end: Day;
  readonly earnings: readonly Earning[];
  readonly reimbursements: number;
  readonly off_cycle: boolean;
  readonly paid: PaidAt;
}

/** Everything that is paid for some jobs in a year up to now, the oldest first. */
export function duesOf(
  jobs: readonly Job[],
  extras: readonly OffCycle[],
  now: number,
): (year: number) => Due[] {
  const regular = jobs.map((job) => regularDues(job, now));
  return (year) =>
    [...regular.flatMap((dues) => dues(year)), ...offCycleDues(extras, year)]
      .filter(({ earnings, reimbursements }) => earnings.length > 0 || reimbursements > 0)
      // What is paid beside the cycle comes after all else of its day.
      .sort((a, b) => a.payday - b.payday || Number(a.off_cycle) - Number(b.off_cycle));
}

/** Whether anything can be paid between two moments, told by the calendar alone: most scans find nothing new. */
export function isAnythingPaid(
  jobs: readonly Job[],
  extras: readonly OffCycle[],
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const isWithin = (day: Day) => day * DAY_SECONDS >= from && day * DAY_SECONDS <= to;
  return (
    extras.some(({ payday }) => isWithin(payday)) ||
    jobs.some((job) => {
      for (let index = periodIndexOf(job.schedule, Math.floor(to / DAY_SECONDS)); ; index--) {
        const { start, end, payday } = periodOf(job.schedule, index);
        if (end < job.hired || payday * DAY_SECONDS < from) return false;
        if (isWithin(payday) && (job.ended === null || start <= job.ended)) return true;
      }
    })
  );
}

function regularDues(job: Job, now: number): (year: number) => Due[] {
  const hoursOn = hoursOf(job);
  const travels = job.employee && stream(job.root, 'expenses').chance(0.25);
  return (year) =>
    periodsPaidIn(job.schedule, year)
      .filter(
        ({ start, end, payday }) =>
          payday * DAY_SECONDS <= now &&
          end >= job.hired &&
          (job.ended === null || start <= job.ended),
      )
      .map((period): Due => {
        const { index, start, end, payday } = period;
        const chance = stream(job.root, 'expense', index);
        return {
          source_id: `pay/${job.id}/${index}`,
          job,
          payday,
          start,
          end,
          earnings: earningsIn(job, period, hoursOn),
          reimbursements: travels && chance.chance(0.35) ? chance.int(1500, 18_000) : 0,
          off_cycle: false,
          paid: { second: payday * DAY_SECONDS },
        };
      });
}

function offCycleDues(extras: readonly OffCycle[], year: number): Due[] {
  return extras
    .filter((extra) => extra.year === year)
    .map(({ source_id, job, payday, earnings, reimbursements, forced }): Due => {
      const days = { payday, start: payday, end: payday };
      const paid = { second: payday * DAY_SECONDS, forced };
      return { source_id, job, ...days, earnings, reimbursements, off_cycle: true, paid };
    });
}
