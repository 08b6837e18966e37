import type { Intarsia } from '@intarsia/client';
import { type Detail, details } from './details.ts';
import { counted, moment } from './text.ts';

/** The clock of a sandbox, as the server gives it. */
export type ClockState = Awaited<ReturnType<Intarsia['clock']['get']['query']>>;
/** The clock after it was moved. */
export type DrivenClock = Awaited<ReturnType<Intarsia['clock']['step']['mutate']>>;

export const clockView = details<ClockState>(clockLines);

export const drivenClockView = details<DrivenClock>((clock) => [
  ['Done', counted(clock.jobs_run, 'job')],
  ...(clock.stopped ? [['Stopped', reasons[clock.stopped.reason]] as const] : []),
  ...clockLines(clock),
]);

const reasons = {
  jobs: 'before the goal: a million jobs were run. Go on with the same command.',
  time: 'here: the next job is due more than five years later.',
  shutdown:
    'before the goal: the server is shutting down. Go on with the same command once it is back.',
};

/** The clock, line by line. */
export function clockLines({ now, mode, speed, pending_jobs, next_job_at }: ClockState): Detail[] {
  const next = next_job_at === null ? '' : `, the next at ${moment(next_job_at)}`;
  return [
    ['Now (UTC)', moment(now)],
    ['Clock', mode === 'running' ? '◇ running' : '◆ frozen'],
    ['Speed', speed],
    ['Waiting', `${counted(pending_jobs, 'job')}${next}`],
  ];
}
