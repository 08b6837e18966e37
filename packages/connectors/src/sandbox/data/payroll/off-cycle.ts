import { payOf, proportion } from '@intarsia/domain';
import { DAY_SECONDS, type Day, yearOf } from '../calendar.ts';
import type { Frame } from '../key.ts';
import { type Root, stream } from '../streams.ts';
import type { Earning } from './earnings.ts';
import { type Job, payOn } from './job.ts';
import { periodsAYear } from './periods.ts';

/** A payment beside the pay cycle, which a forced scan brought. */
export interface OffCycle {
  readonly source_id: string;
  readonly job: Job;
  /** Which forced scan brought it, counted from 0. */
  readonly forced: number;
  readonly year: number;
  readonly payday: Day;
  readonly earnings: readonly Earning[];
  readonly reimbursements: number;
}

/**
 * The payments that forced scans add, 1 to 5 each: dated on the day of the scan and after all others of
 * that day, so that no payment that was there before changes.
 */
export function offCyclesOf(frame: Frame, jobs: readonly Job[]): OffCycle[] {
  return frame.forced.flatMap((at, index) => {
    const payday = Math.floor(at / DAY_SECONDS);
    const job = payingOn(jobs, payday);
    return job ? offCyclesAt(frame.root, { job, payday, ordinal: index + 1 }) : [];
  });
}

/** The main one of the jobs of that day, else the one that ended last. */
function payingOn(jobs: readonly Job[], day: Day): Job | undefined {
  const begun = jobs.filter(({ hired }) => hired <= day);
  const current = begun.find(({ ended }) => ended === null || ended >= day);
  return current ?? [...begun].sort((a, b) => (b.ended ?? 0) - (a.ended ?? 0))[0];
}

function offCyclesAt(
  root: Root,
  { job, payday, ordinal }: { readonly job: Job; readonly payday: Day; readonly ordinal: number },
): OffCycle[] {
  const count = stream(root, 'forced', ordinal).int(1, 5);
  return Array.from({ length: count }, (_, place): OffCycle => {
    const due = dueOf(root, job, { payday, index: ordinal * 8 + place });
    return {
      source_id: `extra/${ordinal}/${place + 1}`,
      job,
      forced: ordinal - 1,
      year: yearOf(payday),
      payday,
      ...due,
    };
  });
}

/** A bonus, a correction, some hours that had been forgotten, or money laid out. */
function dueOf(
  root: Root,
  job: Job,
  { payday, index }: { readonly payday: Day; readonly index: number },
): Pick<OffCycle, 'earnings' | 'reimbursements'> {
  const chance = stream(root, 'off cycle', index);
  const usual = usualPay(job, payday);
  const part = proportion(usual, chance.int(5, 30), 100);
  const flat = { rate: null, hours: null, cents: part };
  if (!job.employee) return only({ ...flat, name: 'Additional Invoice', type: 'base' });
  const kind = chance.pick(['bonus', 'correction', 'hours', 'correction', 'bonus', 'expenses']);
  if (kind === 'bonus') return only({ ...flat, name: 'Spot Bonus', type: 'bonus' });
  if (kind === 'expenses') return { earnings: [], reimbursements: chance.int(20, 400) * 50 };
  if (kind === 'hours' && job.pay.basis === 'hourly') {
    const rate = payOn(job, payday) * 150;
    const hours = chance.int(2, 24) * 2500;
    return only({ name: 'Overtime', type: 'overtime', rate, hours, cents: payOf(rate, hours) });
  }
  return only({ ...flat, name: 'Retroactive Pay', type: 'other' });
}

function only(earning: Earning): Pick<OffCycle, 'earnings' | 'reimbursements'> {
  return { earnings: [earning], reimbursements: 0 };
}

/** About what a pay period brings, in cents. */
function usualPay(job: Job, day: Day): number {
  const pay = payOn(job, day);
  const periods = periodsAYear[job.schedule.cycle];
  if (job.pay.basis === 'period') return pay;
  return job.pay.basis === 'annual'
    ? proportion(pay, 1, periods)
    : proportion(pay * 2080, 1, periods);
}
