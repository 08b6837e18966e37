import type { ScannedRecord } from '@intarsia/domain';
import { DAY_SECONDS, dateText, yearOf } from '../calendar.ts';
import { employersAt } from '../employers.ts';
import type { Frame } from '../key.ts';
import { allocationRecords, payAccountsOf } from '../money/accounts.ts';
import type { PayAccounts } from '../money/allocation.ts';
import {
  documentOf,
  finishedYears,
  formDay,
  isWithin,
  nextFormDay,
  type Paper,
} from '../papers/documents.ts';
import { profileOf } from '../profile.ts';
import { mergeNewest, newsFrom, type Range, type Reach, reachOf } from '../range.ts';
import type { World } from '../world.ts';
import { firstYearOf, jobsOf, nextHired } from './careers.ts';
import { duesOf, isAnythingPaid } from './dues.ts';
import { employmentOf } from './facts.ts';
import { type Job, nextTurn } from './job.ts';
import { employersOfLogin } from './known-jobs.ts';
import { type OffCycle, offCyclesOf } from './off-cycle.ts';
import { stubPaper, yearPaper } from './papers.ts';
import { payoutOf } from './payout.ts';
import { scriptedEmployers, scriptedJobs } from './scripted-jobs.ts';
import { type Slip, slipsOf } from './slips.ts';

/** What one employer pays an employee for all jobs there, or a contractor for one, by year. */
interface Payroll {
  readonly jobs: readonly Job[];
  readonly extras: readonly OffCycle[];
  readonly firstYear: number;
  readonly slipsIn: (year: number) => readonly Slip[];
}

/** The world of an employee or a contractor; undefined for a login without one. */
export function payrollWorld(frame: Frame): World | undefined {
  const { item, seed, login } = frame.key;
  if (login === 'test_empty') return undefined;
  const [main, ...others] = employersAt(item, { seed, login, count: employersOfLogin(login) });
  if (!main) return undefined;
  const jobs = scriptedJobs(frame, jobsOf(frame, [main, ...others]));
  const payrolls = payrollsOf(frame, jobs);
  const accounts = payAccountsOf(seed, login, item);
  const employments = () => jobs.map((job) => employmentOf(job, frame));
  const employers = [...scriptedEmployers(frame), main, ...others];
  const [newest = main] = employers;
  return {
    since: dateText(frame.since),
    employers,
    profile: () => profileOf(frame, employments()),
    employments,
    vehicles: () => [],
    reputations: () => [],
    payAllocations: () =>
      allocationRecords(frame.switches.at(-1) ?? accounts, { item, employer: newest.slug }),
    documents: (range = {}) => documentsIn(payrolls, range, { frame, accounts }),
    *payouts(range = {}) {
      for (const slip of slipsWithin(payrolls, reachOf(range), frame.now)) {
        yield payoutOf(slip, frame, accounts);
      }
    },
    activities: () => [],
    newsSince(earlier) {
      const from = newsFrom(earlier, frame.forced);
      return { documents: { from }, payouts: { from }, activities: { from } };
    },
    nextTurn() {
      const today = Math.floor(frame.now / DAY_SECONDS);
      const turn = Math.min(nextFormDay(today), ...jobs.map((job) => nextTurn(job, today)));
      return nextHired(frame, [main, ...others], turn) ?? turn;
    },
  };
}

/** Employees have one payroll with an employer, whatever their jobs; contractors one for each contract. */
function payrollsOf(frame: Frame, jobs: readonly Job[]): Payroll[] {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) {
    const key = job.employee ? job.employer.slug : `contract ${job.id}`;
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  const extras = offCyclesOf(frame, jobs);
  return [...groups.values()].map((own): Payroll => {
    const beside = extras.filter(({ job }) => own.includes(job));
    const firstYear = Math.min(...own.map((job) => firstYearOf(job, frame.since)));
    const slipsIn = slipsOf(frame, () => duesOf(own, beside, frame.now));
    return { jobs: own, extras: beside, firstYear, slipsIn };
  });
}

/** The payments of all jobs, newest first. */
function slipsWithin(payrolls: readonly Payroll[], reach: Reach, now: number): Iterable<Slip> {
  let all: Iterable<Slip> = [];
  for (const payroll of payrolls) {
    all = mergeNewest(all, slipsOfOne(payroll, reach, now), ({ payday }) => payday);
  }
  return all;
}

function* slipsOfOne(
  payroll: Payroll,
  { from, to }: Reach,
  now: number,
): Generator<Slip, void, undefined> {
  const last = Math.min(now, to);
  if (!isAnythingPaid(payroll.jobs, payroll.extras, { from, to: last })) return;
  const newest = yearOf(Math.floor(last / DAY_SECONDS));
  for (let year = newest; year >= payroll.firstYear; year--) {
    const slips = payroll.slipsIn(year);
    for (let place = slips.length - 1; place >= 0; place--) {
      const slip = slips[place];
      if (!slip || slip.payday * DAY_SECONDS > last) continue;
      if (slip.payday * DAY_SECONDS < from) return;
      yield slip;
    }
  }
}

function* documentsIn(
  payrolls: readonly Payroll[],
  range: Range,
  { frame, accounts }: { readonly frame: Frame; readonly accounts: PayAccounts },
): Generator<ScannedRecord<'documents'>, void, undefined> {
  const reach = reachOf(range);
  const forms = payrolls
    .flatMap((payroll) => formsOf(payroll, reach, frame))
    .sort((a, b) => b.available - a.available);
  const stubs = stubsOf(slipsWithin(payrolls, reach, frame.now), frame, accounts);
  for (const paper of mergeNewest(forms, stubs, ({ available }) => available)) {
    yield documentOf(paper);
  }
}

function* stubsOf(
  slips: Iterable<Slip>,
  frame: Frame,
  accounts: PayAccounts,
): Generator<Paper, void, undefined> {
  for (const slip of slips) {
    if (slip.job.employee) yield stubPaper(slip, frame, accounts);
  }
}

function formsOf({ firstYear, slipsIn }: Payroll, reach: Reach, frame: Frame): Paper[] {
  return finishedYears(firstYear, frame.now)
    .filter((year) => isWithin(reach, formDay(year)))
    .flatMap((year) => yearPaper(slipsIn(year), year, frame) ?? []);
}
