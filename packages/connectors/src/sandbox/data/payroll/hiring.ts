import type { Employer } from '../employers.ts';
import type { Frame } from '../key.ts';
import { rootOf, type Stream, stream } from '../streams.ts';
import type { Job, Pay } from './job.ts';
import type { PayCycle } from './periods.ts';
import type { Role } from './roles.ts';

/** The days of a job, and how it ended if it did. */
export type Spell = Pick<Job, 'id' | 'hired' | 'ended' | 'ending' | 'kept'>;

/** The job that a role is for one person: pay, cycle and habits are drawn, and kept for good. */
export function jobIn(
  { key }: Frame,
  spell: Spell,
  { employer, role }: { readonly employer: Employer; readonly role: Role },
): Job {
  const root = rootOf('job', key.seed, key.item.id, key.login, spell.id);
  const chance = stream(root, 'job');
  const isHourly = role.basis === 'hourly';
  const pay: Pay = isHourly
    ? { basis: 'hourly', cents: chance.int(role.pay[0] / 5, role.pay[1] / 5) * 5 }
    : { basis: 'annual', cents: chance.int(role.pay[0] / 100, role.pay[1] / 100) * 10_000 };
  const isPart = role.hours === 'part-time';
  const { id, hired, ended, ending, kept } = spell;
  // Written out: a spread in front of so many fields takes longer than all the drawing.
  return {
    id,
    hired,
    ended,
    ending,
    kept,
    root,
    employer,
    type: spell.ending.reason === 'End of season' ? 'seasonal' : role.hours,
    title: role.title,
    schedule: { cycle: cycleOf(isHourly, chance), phase: chance.int(0, 1), arrears: false },
    pay,
    raises: true,
    scripted_raises: [],
    nights: role.nights ?? false,
    tips: role.tips ?? false,
    commission: role.commission ?? false,
    weekends: role.weekends ?? false,
    quarters: isPart ? chance.int(18, 26) : chance.int(30, 33),
    bonus_month: chance.chance(isHourly ? 0.3 : 0.4) ? chance.pick([3, 12]) : 0,
    paid_by: chance.chance(0.88) ? 'direct_deposit' : chance.pick(['pay_card', 'paper_check']),
    employee: true,
  };
}

function cycleOf(isHourly: boolean, chance: Stream): PayCycle {
  return isHourly
    ? chance.pick(['weekly', 'weekly', 'biweekly', 'biweekly', 'biweekly', 'semimonthly'])
    : chance.pick(['biweekly', 'biweekly', 'semimonthly', 'semimonthly', 'monthly']);
}
