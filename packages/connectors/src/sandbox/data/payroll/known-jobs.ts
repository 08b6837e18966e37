import { DAY_SECONDS, type Day, dayFrom, yearOf } from '../calendar.ts';
import type { Employer } from '../employers.ts';
import type { Frame } from '../key.ts';
import { jobIn, type Spell } from './hiring.ts';
import type { Job } from './job.ts';
import type { Role } from './roles.ts';

const dismissed = { status: 'terminated', reason: 'Resignation' } as const;

/** A job that goes on. */
function since(id: string, hired: Day): Spell {
  return { id, hired, ended: null, ending: dismissed, kept: true };
}

/** The jobs of logins that tests rely on; undefined for everybody else. */
export function knownJobs(
  frame: Frame,
  employers: readonly [Employer, ...Employer[]],
): Job[] | undefined {
  const [main] = employers;
  const { login } = frame.key;
  if (login === 'test_1') return [weeklyHourly(frame, main)];
  if (login === 'test_2')
    return [biweeklyRetail(frame, main), oldContract(frame, employers[1] ?? main)];
  if (login === 'test_3') return [monthlySalary(frame, main)];
  if (login === 'test_contractor') return [formerContractor(frame, main)];
  if (login === 'test_busy') return [weeklyHourly(frame, main)];
  return login === 'test_jobs' ? manyJobs(frame, employers) : undefined;
}

/** How many employers a login has on a platform of many, at the least. */
export function employersOfLogin(login: string): number {
  if (login === 'test_jobs') return 3;
  return login === 'test_2' ? 2 : 1;
}

function hourlyRole(title: string, cents: number, more: Partial<Role> = {}): Role {
  return { title, basis: 'hourly', pay: [cents, cents], hours: 'full-time', ...more };
}

function weeklyHourly(frame: Frame, employer: Employer): Job {
  const spell = since('1', dayFrom(2018, 6, 4));
  const job = jobIn(frame, spell, { employer, role: hourlyRole('Warehouse Associate', 1840) });
  return {
    ...job,
    schedule: { cycle: 'weekly', phase: 0, arrears: false },
    paid_by: 'direct_deposit',
  };
}

/** About 1,500 gross in two weeks, as recorded; it stays so, without raises. */
function biweeklyRetail(frame: Frame, employer: Employer): Job {
  const spell = since('1', dayFrom(2017, 9, 11));
  const role = hourlyRole('Sales Associate', 1950, { weekends: true });
  return {
    ...jobIn(frame, spell, { employer, role }),
    schedule: { cycle: 'biweekly', phase: 0, arrears: false },
    quarters: 31,
    raises: false,
    bonus_month: 0,
    paid_by: 'direct_deposit',
  };
}

function oldContract(frame: Frame, employer: Employer): Job {
  const ending = { status: 'inactive', reason: null } as const;
  const days = { hired: dayFrom(2018, 4, 2), ended: dayFrom(2019, 1, 31) };
  const spell = { id: '2', ...days, ending, kept: true };
  return contract(frame, { spell, title: 'Merchandising Contractor', employer, cents: 2600 });
}

/** Exactly 5,492.06 gross a month, as recorded. */
function monthlySalary(frame: Frame, employer: Employer): Job {
  const spell = since('1', dayFrom(2016, 2, 1));
  const role = { title: 'Operations Analyst', basis: 'salary', hours: 'full-time' } as const;
  return {
    ...jobIn(frame, spell, { employer, role: { ...role, pay: [60_000, 60_000] } }),
    schedule: { cycle: 'monthly', phase: 0, arrears: false },
    pay: { basis: 'period', cents: 549_206 },
    raises: false,
    bonus_month: 0,
    paid_by: 'direct_deposit',
  };
}

function formerContractor(frame: Frame, employer: Employer): Job {
  const ending = { status: 'inactive', reason: null } as const;
  const days = { hired: dayFrom(2017, 5, 8), ended: dayFrom(2019, 6, 28) };
  const spell = { id: '1', ...days, ending, kept: true };
  return contract(frame, { spell, title: 'Consultant', employer, cents: 5200 });
}

function contract(
  frame: Frame,
  {
    spell,
    title,
    employer,
    cents,
  }: {
    readonly spell: Spell;
    readonly title: string;
    readonly employer: Employer;
    readonly cents: number;
  },
): Job {
  return {
    ...jobIn(frame, spell, { employer, role: hourlyRole(title, cents) }),
    type: 'contractor',
    employee: false,
    raises: false,
    bonus_month: 0,
    schedule: { cycle: 'monthly', phase: 0, arrears: true },
    paid_by: 'direct_deposit',
  };
}

/** A salary, a job on weekends, and every winter a season somewhere else. */
function manyJobs(frame: Frame, employers: readonly [Employer, ...Employer[]]): Job[] {
  const [first, second = first, third = second] = employers;
  const salary = { basis: 'salary', hours: 'full-time' } as const;
  const clerk = { hours: 'part-time', weekends: true } as const;
  const main = jobIn(frame, since('1', dayFrom(2018, 3, 5)), {
    employer: first,
    role: { ...salary, title: 'Account Coordinator', pay: [52_000, 61_000] },
  });
  const side = jobIn(frame, since('2', dayFrom(2020, 1, 13)), {
    employer: second,
    role: hourlyRole('Weekend Clerk', 1725, clerk),
  });
  const role = hourlyRole('Season Helper', 1680, clerk);
  return [
    { ...main, schedule: { cycle: 'semimonthly', phase: 0, arrears: false } },
    { ...side, schedule: { cycle: 'weekly', phase: 0, arrears: false } },
    ...winters(frame).map((spell) => seasonal(jobIn(frame, spell, { employer: third, role }))),
  ];
}

function seasonal(job: Job): Job {
  const schedule = { cycle: 'biweekly', phase: 1, arrears: false } as const;
  return { ...job, type: 'seasonal', raises: false, bonus_month: 0, schedule };
}

/** From the first of November to the middle of January, the newest season first. */
function winters({ now }: Frame): Spell[] {
  const seasons: Spell[] = [];
  const ending = { status: 'terminated', reason: 'End of season' } as const;
  for (let year = yearOf(Math.floor(now / DAY_SECONDS)); year >= 2019; year--) {
    const days = { hired: dayFrom(year, 11, 1), ended: dayFrom(year + 1, 1, 15) };
    seasons.push({ id: `season ${year}`, ...days, ending, kept: false });
  }
  return seasons;
}
