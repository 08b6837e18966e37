import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Pause, Play, StepForward } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { usePlatform } from '../app/platform.tsx';
import { clockFrom, timeOn } from '../shell/environment-clock.ts';
import { Action } from '../ui/action.tsx';
import { counted } from '../ui/numbers.ts';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { State } from '../ui/states.tsx';
import { useTicked } from '../ui/ticker.tsx';
import { utcMoment } from '../ui/times.ts';
import { Waiting } from '../ui/waiting.tsx';
import { AdvanceForm } from './advance-form.tsx';
import { type Drive, type DrivenClock, useDrive } from './drive.ts';
import { DriveLine } from './drive-line.tsx';
import { ResetClock } from './reset-clock.tsx';

/** How often the clock is read: while it is driven, and otherwise; in milliseconds. */
const DRIVEN = 500;
const RESTING = 2000;

/** What the clock of the sandbox says: as much as an answer of any of its operations. */
type Clock = Omit<DrivenClock, 'jobs_run' | 'stopped'>;

/** The clock of the sandbox: where it stands, the work that waits for it, and ways to move it. */
export function ClockPart() {
  const api = useApi();
  const drive = useDrive();
  const clock = useQuery(
    api.clock.get.queryOptions({}, { refetchInterval: drive.under_way ? DRIVEN : RESTING }),
  );
  const [resetting, setResetting] = useState(false);
  return (
    <Section
      title="Clock"
      action={
        <Action
          variant="default"
          size="xs"
          reason={drive.under_way ? 'The clock is moving.' : undefined}
          onClick={() => setResetting(true)}
        >
          Reset
        </Action>
      }
    >
      {clock.isPending ? <Waiting lines={4} what="the clock" /> : null}
      {clock.error ? <Problem error={clock.error} retry={() => void clock.refetch()} /> : null}
      {clock.data ? (
        <div className="panel clock">
          <ClockFace clock={clock.data} readAt={clock.dataUpdatedAt} />
          <ClockButtons mode={clock.data.mode} drive={drive} />
          <AdvanceForm now={clock.data.now} drive={drive} />
          <DriveLine drive={drive} />
        </div>
      ) : null}
      <ResetClock drive={drive} opened={resetting} close={() => setResetting(false)} />
    </Section>
  );
}

function ClockFace({ clock, readAt }: { clock: Clock; readAt: number }) {
  const { now } = usePlatform();
  const shown = useTicked(() =>
    utcMoment(new Date(timeOn(clockFrom(clock, readAt), now())).toISOString()),
  );
  const frozen = clock.mode === 'frozen';
  return (
    <div className="clock-face">
      <p className="clock-now">
        <span className="tabular">{shown}</span>
        <span className="muted small">UTC</span>
      </p>
      <div className="clock-facts">
        <State tone={frozen ? 'idle' : 'good'} word={frozen ? 'Frozen' : 'Running'} />
        <span className="muted">
          {counted(clock.pending_jobs, 'job')} waiting
          {clock.next_job_at === null ? '' : `, the next at ${utcMoment(clock.next_job_at)}`}
        </span>
      </div>
    </div>
  );
}

function ClockButtons({ mode, drive }: { mode: Clock['mode']; drive: Drive }) {
  const reason = drive.under_way ? 'The clock is moving.' : undefined;
  const frozen = mode === 'frozen';
  return (
    <div className="clock-buttons">
      <Action
        variant="default"
        reason={reason}
        leftSection={
          frozen ? (
            <Play size={16} strokeWidth={1.5} aria-hidden="true" />
          ) : (
            <Pause size={16} strokeWidth={1.5} aria-hidden="true" />
          )
        }
        onClick={frozen ? drive.resume : drive.freeze}
      >
        {frozen ? 'Resume' : 'Freeze'}
      </Action>
      <Action
        variant="default"
        reason={reason}
        leftSection={<StepForward size={16} strokeWidth={1.5} aria-hidden="true" />}
        onClick={drive.step}
      >
        Run the next job
      </Action>
      <Action variant="default" reason={reason} onClick={drive.run}>
        Run all jobs
      </Action>
      {drive.under_way && drive.stop ? (
        <Button variant="default" onClick={drive.stop}>
          Stop
        </Button>
      ) : null}
    </div>
  );
}
