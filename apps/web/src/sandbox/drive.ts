import { stopsTo } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferOutput } from '@trpc/tanstack-react-query';
import { useRef, useState } from 'react';
import { type useApi, useCalls } from '../app/api.tsx';

/** The clock after it was moved. */
export type DrivenClock = inferOutput<ReturnType<typeof useApi>['clock']['advance']>;

/** How far a drive in several parts has come. */
export interface DriveProgress {
  /** Between 0 and 1. */
  readonly share: number;
  readonly jobs_run: number;
}

/** What can be done with the clock, and what the last of it did. */
export type Drive = ReturnType<typeof useDrive>;

interface Wanted {
  /** What is said once it is done: "Advanced". */
  readonly done: string;
  run(): Promise<DrivenClock>;
}

/** Moves the clock, one move at a time. A long way goes in parts, so that one sees how far it has come. */
export function useDrive() {
  const { clock } = useCalls();
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<DriveProgress>();
  const wantsStop = useRef(false);
  const move = useMutation({
    mutationFn: async ({ run, done }: Wanted) => ({ done, driven: await run() }),
    onMutate() {
      wantsStop.current = false;
    },
    // Whatever moved with the clock is asked for again: every list may have changed.
    onSettled() {
      setProgress(undefined);
      void queryClient.invalidateQueries();
    },
  });

  const advance = async (stops: readonly string[]): Promise<DrivenClock> => {
    let jobs_run = 0;
    for (const [n, to] of stops.entries()) {
      if (stops.length > 1) setProgress({ share: n / stops.length, jobs_run });
      const part = await clock.advance.mutate({ to });
      jobs_run += part.jobs_run;
      if (part.stopped || wantsStop.current || n === stops.length - 1) return { ...part, jobs_run };
    }
    throw new Error('there was no way to go');
  };

  const stop = () => {
    wantsStop.current = true;
  };

  return {
    under_way: move.isPending,
    result: move.data,
    error: move.error,
    progress,
    stop: progress && stop,
    freeze: () => move.mutate({ done: 'Frozen', run: () => clock.freeze.mutate({}) }),
    resume: () => move.mutate({ done: 'Resumed', run: () => clock.resume.mutate({}) }),
    step: () => move.mutate({ done: 'Stepped', run: () => clock.step.mutate({}) }),
    run: () => move.mutate({ done: 'Ran', run: () => clock.run.mutate({}) }),
    reset: (seed: string | undefined) =>
      move.mutate({
        done: 'Reset',
        run: () => clock.reset.mutate(seed === undefined ? {} : { seed }),
      }),
    advanceBy: (by: string) =>
      move.mutate({ done: 'Advanced', run: () => clock.advance.mutate({ by }) }),
    advanceTo: (to: string, now: string) =>
      move.mutate({ done: 'Advanced', run: () => advance(stopsTo(to, now)) }),
  };
}
