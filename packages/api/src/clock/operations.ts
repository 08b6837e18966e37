import {
  AdvanceClockInput,
  ClockMode,
  FreezeClockInput,
  ResetClockInput,
  Speed,
  Timestamp,
} from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import {
  advanceClock,
  freezeClock,
  getClock,
  resetClock,
  resumeClock,
  runClock,
  stepClock,
} from './actions.ts';

/** The clock of a sandbox environment, and the work that waits for it. */
export const ClockState = z.object({
  now: Timestamp,
  mode: ClockMode,
  speed: Speed,
  pending_jobs: z.int().min(0),
  next_job_at: Timestamp.nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

/** The clock after it was driven. */
export const DrivenClock = ClockState.extend({
  /** How many jobs were run on the way. */
  jobs_run: z.int().min(0),
  /** Where the drive ended before its goal; null when it came there. */
  stopped: z
    .object({
      at: Timestamp,
      /**
       * `jobs`: a million were run. `time`: the next one is due more than five years later. `shutdown`: the
       * server was told to end.
       */
      reason: z.enum(['jobs', 'time', 'shutdown']),
    })
    .nullable(),
});
export type DrivenClock = z.infer<typeof DrivenClock>;

const tag = 'Sandbox';
const policy = ['client', 'operator'] as const;

const clock: ClockState = {
  now: '2030-01-31T09:00:00.000000Z',
  mode: 'frozen',
  speed: 'fast',
  pending_jobs: 1,
  next_job_at: '2030-02-01T08:59:47.120000Z',
};
const driven: DrivenClock = { ...clock, jobs_run: 4, stopped: null };

/** A change of the clock by `POST /v1/sandbox/clock/<verb>`. */
function change<I extends z.ZodType>(
  verb: string,
  parts: {
    input: I;
    run: Parameters<typeof mutation<I, typeof DrivenClock>>[0]['run'];
    summary: string;
    description: string;
    request?: unknown;
  },
) {
  const { input, run, summary, description, request } = parts;
  const path = `/v1/sandbox/clock/${verb}`;
  const example = { response: driven, ...(request === undefined ? {} : { request }) };
  return mutation({
    policy,
    sandbox: true,
    input,
    output: DrivenClock,
    run,
    rest: { method: 'POST', path, status: 200, tag, summary, description, example },
  });
}

export const clockOperations = {
  get: query({
    policy,
    sandbox: true,
    input: z.object({}),
    output: ClockState,
    run: getClock,
    rest: {
      method: 'GET',
      path: '/v1/sandbox/clock',
      status: 200,
      tag,
      summary: 'Read the clock of a sandbox',
      description:
        'Rows, user tokens, scans and purges live by this clock. `pending_jobs` counts all work that waits, also what comes again and again.',
      example: { response: clock },
    },
  }),
  freeze: change('freeze', {
    input: FreezeClockInput,
    run: freezeClock,
    summary: 'Freeze the clock',
    description:
      'At once, or at a later moment: what falls due until then is run first. Nothing runs while the clock stands still, unless the speed is `instant`. `at` is ISO 8601 with any offset. It may lie before the clock, from 2018 on, while the sandbox has no users: so a test begins on a day of its own, whenever it runs. 409 `world_not_empty` otherwise.',
    request: { at: '2030-01-31T09:00:00Z' },
  }),
  resume: change('resume', {
    input: z.object({}),
    run: resumeClock,
    summary: 'Let the clock run on',
    description: 'It goes on from the moment at which it was frozen.',
  }),
  advance: change('advance', {
    input: AdvanceClockInput,
    run: advanceClock,
    summary: 'Move the clock forward',
    description:
      'By an ISO 8601 duration or to a moment, at most five years. All that falls due is run, in order and at exactly its time, before the call answers. Months and years are those of the calendar in UTC. 409 `clock_busy` while another call drives the clock.',
    request: { by: 'P31D' },
  }),
  run: change('run', {
    input: z.object({}),
    run: runClock,
    summary: 'Run until nothing is left to wait for',
    description:
      'Moves the clock from job to job until only work is left that comes again and again or tidies up: periodic scans and purges.',
  }),
  step: change('step', {
    input: z.object({}),
    run: stepClock,
    summary: 'Run the next job',
    description: 'Moves the clock to it. `jobs_run` is 0 when there is none.',
  }),
  reset: change('reset', {
    input: ResetClockInput,
    run: resetClock,
    summary: 'Set the clock to the time of the server',
    description:
      'It runs with the time of the server again, or on from `at`. What falls due on the way is done afterwards, not at its time. While the sandbox has users, time goes only forward and the seed stays: 409 `world_not_empty` for an earlier time or another `seed`. Empty the sandbox first, by `POST /v1/sandbox/reset`, or restore a snapshot, which goes back together with its world.',
    request: { seed: 'tulip' },
  }),
};
