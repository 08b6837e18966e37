import {
  DAY_SECONDS,
  type Day,
  dayFrom,
  dayIn,
  mondayOf,
  monthsLater,
  yearOf,
} from '../calendar.ts';
import type { Employer } from '../employers.ts';
import type { Frame } from '../key.ts';
import { type Stream, stream } from '../streams.ts';
import { jobIn, type Spell } from './hiring.ts';
import type { Job } from './job.ts';
import { knownJobs } from './known-jobs.ts';
import { type Role, rolesIn } from './roles.ts';

/** The jobs of a login that are known by now, the main one first, whether or not their history shows. */
export function jobsOf(frame: Frame, employers: readonly [Employer, ...Employer[]]): Job[] {
  const { since } = frame;
  const today = Math.floor(frame.now / DAY_SECONDS);
  const [main, second] = employers;
  const known = knownJobs(frame, employers);
  const isShown = ({ hired, ended, kept }: Spell) =>
    hired <= today && (ended === null || ended >= since || kept);
  if (known) return known.filter(isShown);
  const career = careerOf(frame, today).filter(isShown);
  const jobs = career.map((spell) => drawnJob(frame, spell, main));
  return second ? [...jobs, sideJob(frame, second)].filter(isShown) : jobs;
}

/** The first day after today on which the person begins a job, if that lies before the given one. */
export function nextHired(
  frame: Frame,
  employers: readonly [Employer, ...Employer[]],
  before: Day,
): Day | undefined {
  const today = Math.floor(frame.now / DAY_SECONDS);
  const [, second] = employers;
  const side = second ? [sideJob(frame, second)] : [];
  const spells = knownJobs(frame, employers) ?? [...careerOf(frame, before), ...side];
  const ahead = spells.map(({ hired }) => hired).filter((day) => day > today && day < before);
  return ahead.sort((a, b) => a - b)[0];
}

/** One job after another since the years 2013 to 2016, with some weeks between, until sixty; the newest first. */
function careerOf({ root, person }: Frame, until: Day): Spell[] {
  const chance = stream(root, 'career');
  const spells: Spell[] = [];
  let from = mondayOf(dayFrom(2013, 1, 7) + chance.int(0, 4 * 365));
  for (let index = 1; from <= until; index++) {
    const spell = spellOf(stream(root, 'spell', index), index, from);
    const isOld = yearOf(spell.ended ?? from) - yearOf(dayIn(person.birth_date)) >= 60;
    spells.unshift(isOld ? { ...spell, kept: true, ending: retirement } : spell);
    if (isOld) break;
    if (spell.kept) break;
    from = mondayOf((spell.ended ?? from) + stream(root, 'gap', index).int(10, 75)) + 7;
  }
  return spells;
}

/** A job of one to seven years. From the third on, one in ten is the last one for good. */
function spellOf(chance: Stream, index: number, from: Day): Spell {
  const hired = from;
  const months = chance.near(8, 90);
  const ended = mondayOf(monthsLater(from, months)) + 4;
  const kept = index > 2 && chance.chance(0.1);
  const reason = months < 15 ? 'End of season' : chance.pick(reasons);
  return { id: String(index), hired, ended, kept, ending: { status: 'terminated', reason } };
}

const retirement: Spell['ending'] = { status: 'retired', reason: 'Retirement' };

const reasons = [
  'Resignation',
  'Resignation',
  'Layoff',
  'Relocation',
  'Position eliminated',
] as const;

/** A few hours a week somewhere else, since some year and without an end. */
function sideJob(frame: Frame, employer: Employer): Job {
  const chance = stream(frame.root, 'side job');
  const hired = mondayOf(dayFrom(2018, 1, 1) + chance.int(0, 4 * 365));
  const ending = { status: 'terminated', reason: null } as const;
  const spell: Spell = { id: 'side', hired, ended: null, kept: false, ending };
  const [from, to] = [1450, 2200];
  const role: Role = {
    title: chance.pick(['Weekend Associate', 'Evening Assistant', 'Instructor']),
    basis: 'hourly',
    pay: [from, to],
    hours: 'part-time',
    weekends: true,
  };
  return jobIn(frame, spell, { employer, role });
}

function drawnJob(frame: Frame, spell: Spell, employer: Employer): Job {
  const chance = stream(frame.root, 'role', Number(spell.id));
  return jobIn(frame, spell, { employer, role: chance.pick(rolesIn(frame.key.item.type)) });
}

/** The first year of a job's history: that of the login, or the last two years of a job that ended before. */
export function firstYearOf({ hired, ended }: Job, since: Day): number {
  const first = ended !== null && ended < since ? yearOf(ended) - 1 : yearOf(since);
  return Math.max(yearOf(hired), first);
}
