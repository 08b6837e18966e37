import { namesFields } from '../ui/explain.ts';
import { counted } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { State } from '../ui/states.tsx';
import { utcMoment } from '../ui/times.ts';
import type { Drive, DrivenClock } from './drive.ts';

/** What the clock is doing, and what its last move did. */
export function DriveLine({ drive }: { drive: Drive }) {
  const { under_way, progress, result, error } = drive;
  if (under_way && progress) return <Parts {...progress} />;
  return (
    <div className="drive-line" role="status">
      {under_way ? <State tone="busy" word="Running the jobs that fall due" /> : null}
      {!under_way && error && !namesFields(error, ['by', 'to']) ? <Problem error={error} /> : null}
      {!under_way && !error && result ? <p>{outcome(result.done, result.driven)}</p> : null}
    </div>
  );
}

function Parts({ share, jobs_run }: { share: number; jobs_run: number }) {
  const percent = Math.round(share * 100);
  return (
    <div className="drive-line">
      <div
        className="drive-bar"
        role="progressbar"
        aria-label="Advancing the clock"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p className="muted tabular">
        {percent} %, {counted(jobs_run, 'job')} run so far
      </p>
    </div>
  );
}

const limits = {
  jobs: 'It stopped there, as a million jobs were run.',
  time: 'It stopped there, as the next job is more than five years away.',
  shutdown: 'It stopped there, as the server is shutting down.',
} as const;

function outcome(done: string, { now, jobs_run, stopped }: DrivenClock): string {
  const ran = jobs_run === 0 ? 'No job was due.' : `${counted(jobs_run, 'job')} run.`;
  const limit = stopped ? ` ${limits[stopped.reason]}` : '';
  return done === 'Frozen' || done === 'Resumed' || done === 'Reset'
    ? `${done} at ${utcMoment(now)} UTC.`
    : `${done} to ${utcMoment(now)} UTC. ${ran}${limit}`;
}
