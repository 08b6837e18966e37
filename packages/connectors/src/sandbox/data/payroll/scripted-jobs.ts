import { compatibility } from '../../../link-items/compatibility.ts';
import { invented } from '../../../link-items/invented.ts';
import { dayIn } from '../calendar.ts';
import type { WorldChange } from '../changes.ts';
import { type Employer, employerOf } from '../employers.ts';
import type { Frame } from '../key.ts';
import { stream } from '../streams.ts';
import { jobIn } from './hiring.ts';
import type { Job } from './job.ts';
import { rolesIn } from './roles.ts';

/** The jobs of a login after what its scenario has changed so far: raises and new employers. */
export function scriptedJobs(frame: Frame, jobs: readonly Job[]): Job[] {
  return frame.changes.reduce(
    (before, change, index) => changed(frame, before, { change, index }),
    [...jobs],
  );
}

function changed(
  frame: Frame,
  jobs: Job[],
  { change, index }: { change: WorldChange; index: number },
): Job[] {
  const from = dayIn(change.at);
  const isHeld = ({ employee, ended }: Job) => employee && (ended === null || ended >= from);
  if (change.raise !== undefined) {
    const tenths = Math.round(Number.parseFloat(change.raise) * 10);
    return jobs.map((job) =>
      isHeld(job) ? { ...job, scripted_raises: [...job.scripted_raises, { from, tenths }] } : job,
    );
  }
  if (change.new_employer === undefined) return jobs;
  const left = jobs.find(isHeld);
  const ending = { status: 'terminated', reason: 'Resignation' } as const;
  const spell = { id: `new ${index + 1}`, hired: from, ended: null, kept: true, ending };
  const role = stream(frame.root, 'new employer', index).pick(rolesIn(frame.key.item.type));
  const employer = employerNamed(change.new_employer);
  const next: Job = { ...jobIn(frame, spell, { employer, role }), paid_by: 'direct_deposit' };
  return [next, ...jobs.map((job) => (job === left ? { ...job, ended: from - 1, ending } : job))];
}

/** Employers whom the scenario has brought, the newest first. */
export function scriptedEmployers({ changes }: Frame): Employer[] {
  return changes
    .flatMap(({ new_employer }) => (new_employer === undefined ? [] : employerNamed(new_employer)))
    .reverse();
}

/** The employer of a slug, by the name that people know if it is in the catalogue. */
function employerNamed(slug: string): Employer {
  const known = [...invented, ...compatibility].find(({ id }) => id === slug)?.name;
  const name = slug.replace(
    /(?:^|[_-]+)([a-z0-9])/g,
    (_, first: string) => ` ${first.toUpperCase()}`,
  );
  return employerOf(slug, known ?? name.trim());
}
