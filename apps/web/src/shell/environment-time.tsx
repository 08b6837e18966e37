import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { live, useApi } from '../app/api.tsx';
import { usePlatform } from '../app/platform.tsx';
import { NowProvider, useTicked } from '../ui/ticker.tsx';
import { minuteTime } from '../ui/times.ts';
import { useEnvironment } from './environment.tsx';
import { clockFrom, type EnvironmentClock, timeOn, wallClock } from './environment-clock.ts';

/** The clock of the environment: the wall's in a live one, its own in a sandbox. */
function useEnvironmentClock(): EnvironmentClock {
  const { kind } = useEnvironment();
  const api = useApi();
  const { data, dataUpdatedAt } = useQuery(
    api.clock.get.queryOptions(
      {},
      { enabled: kind === 'sandbox', refetchInterval: live.refetchInterval },
    ),
  );
  return data ? clockFrom(data, dataUpdatedAt) : wallClock;
}

/** Tells times inside against the clock of the environment, by which its rows live. */
export function EnvironmentTimeProvider({ children }: { children: ReactNode }) {
  const { now } = usePlatform();
  const { frozen_at, ahead } = useEnvironmentClock();
  const read = useCallback(() => timeOn({ frozen_at, ahead }, now()), [frozen_at, ahead, now]);
  return <NowProvider value={read}>{children}</NowProvider>;
}

/** Says so where the environment's clock is not that of the wall. */
export function ClockNote() {
  const clock = useEnvironmentClock();
  const { now } = usePlatform();
  const shown = useTicked(() => minuteTime(timeOn(clock, now())));
  if (clock.frozen_at === undefined && clock.ahead === 0) return null;
  return (
    <p className="clock-note">
      {clock.frozen_at === undefined ? 'Clock moved: ' : 'Clock frozen: '}
      <span className="tabular">{shown}</span>
    </p>
  );
}
