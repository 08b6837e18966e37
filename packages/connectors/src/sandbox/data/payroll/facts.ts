import { amountOf, type ScannedRecord } from '@intarsia/domain';
import { DAY_SECONDS, midnightText } from '../calendar.ts';
import type { Frame } from '../key.ts';
import { digits } from '../people/person.ts';
import { type Stream, stream } from '../streams.ts';
import { endedBy, type Job, payOn } from './job.ts';

/** A job as the JSON that the source would show at the time of the frame. */
export function employmentOf(job: Job, { now }: Frame): ScannedRecord<'employments'> {
  const today = Math.floor(now / DAY_SECONDS);
  const ended = endedBy(job, today);
  const { status, reason } = job.ending;
  // Who is merely not working at the moment was not dismissed.
  const isOver = ended !== null && status !== 'inactive';
  return {
    kind: 'employments',
    source_id: `employment/${job.id}`,
    employer: job.employer.slug,
    data: {
      metadata: {},
      status: ended === null ? 'active' : status,
      type: job.type,
      job_title: job.title,
      hire_datetime: midnightText(job.hired),
      termination_datetime: isOver ? midnightText(ended) : null,
      termination_reason: isOver ? reason : null,
      base_pay: {
        amount: amountOf(payOn(job, Math.min(today, job.ended ?? today))),
        period: job.pay.basis === 'period' ? job.schedule.cycle : job.pay.basis,
        currency: 'USD',
      },
      pay_cycle: job.schedule.cycle,
      platform_ids: idsOf(job),
      platform_user_id: null,
    },
  };
}

/** The number of the person with the employer. */
export function employeeIdOf(job: Job): string {
  return employeeNumber(stream(job.root, 'ids'));
}

function idsOf(job: Job): { employee_id: string; position_id: string; platform_user_id: null } {
  const chance = stream(job.root, 'ids');
  const employee_id = employeeNumber(chance);
  return { employee_id, position_id: `P-${digits(4, chance)}`, platform_user_id: null };
}

function employeeNumber(chance: Stream): string {
  return `${chance.int(1, 9)}${digits(6, chance)}`;
}
