import {
  afterDuration,
  DurationText,
  ResetClockInput,
  stopsTo,
  type Timestamp,
} from '@intarsia/domain';
import { z } from 'zod';
import { command, option } from '../command.ts';
import { usage } from '../failures.ts';
import type { Io, Remote } from '../io.ts';
import { Duration } from '../texts.ts';
import { clockView, type DrivenClock, drivenClockView } from '../views/clock.ts';

const text = z.string().min(1, 'must not be empty');

/** As everywhere on this command line, `90s` or `7d`; or as the API takes it, `P1M`. */
const Span = z
  .string()
  .transform((given) => (Duration.safeParse(given).success ? `PT${Duration.parse(given)}S` : given))
  .pipe(
    z.string().refine((given) => DurationText.safeParse(given).success, {
      error: ({ input }) => problemOf(String(input)),
    }),
  );

function problemOf(given: string): string | undefined {
  if (!/^[+-]?P/.test(given)) return 'must be a length of time such as 90s, 12h, 31d or P1M';
  return DurationText.safeParse(given).error?.issues[0]?.message;
}

export const clockCommands = [
  command({
    name: 'sandbox clock get',
    summary: 'Show the clock, and the work that waits for it',
    run: async ({ api, print }) => print(await api.clock.get.query({}), clockView),
  }),
  command({
    name: 'sandbox clock freeze',
    summary: 'Let the clock stand, at once or at a moment',
    options: {
      at: option(
        '<time>',
        'Such as 2030-01-31T09:00:00Z; to come, if there are users',
        text.optional(),
      ),
    },
    examples: ['sandbox clock freeze', 'sandbox clock freeze --at 2024-01-15T09:00:00Z'],
    run: async ({ api, print }, { at }) =>
      print(await api.clock.freeze.mutate(at === undefined ? {} : { at }), drivenClockView),
  }),
  command({
    name: 'sandbox clock resume',
    summary: 'Let the clock run on from where it stands',
    run: async ({ api, print }) => print(await api.clock.resume.mutate({}), drivenClockView),
  }),
  command({
    name: 'sandbox clock advance',
    summary: 'Move the clock forward; all that falls due is done on the way',
    options: {
      by: option('<time>', 'How far: 90s, 12h, 31d, or P1M for a month', Span.optional()),
      to: option('<time>', 'Where to, such as 2030-01-31T09:00:00Z', text.optional()),
    },
    examples: ['sandbox clock advance --by 31d', 'sandbox clock advance --to 2030-01-31T09:00:00Z'],
    run: async (call, { by, to }) => {
      if ((by === undefined) === (to === undefined)) throw usage('Give either --by or --to.');
      const driven = by === undefined ? await advanceTo(call, to) : await advanceBy(call, by);
      await call.print(driven, drivenClockView);
    },
  }),
  command({
    name: 'sandbox clock run',
    summary: 'Move the clock until no work is left to wait for',
    run: async ({ api, print }) => print(await api.clock.run.mutate({}), drivenClockView),
  }),
  command({
    name: 'sandbox clock step',
    summary: 'Move the clock to the next job and run that one',
    run: async ({ api, print }) => print(await api.clock.step.mutate({}), drivenClockView),
  }),
  command({
    name: 'sandbox clock reset',
    summary: 'Let the clock run with the time of the server again; not back under users',
    options: {
      at: option('<time>', 'From where it runs on instead', text.optional()),
      seed: option(
        '<text>',
        'Another seed for the data of a sandbox without users',
        ResetClockInput.shape.seed,
      ),
    },
    run: async ({ api, print }, { at, seed }) => {
      const change = { ...(at !== undefined && { at }), ...(seed !== undefined && { seed }) };
      await print(await api.clock.reset.mutate(change), drivenClockView);
    },
  }),
];

async function advanceTo({ api }: Remote, to: string | undefined): Promise<DrivenClock> {
  return api.clock.advance.mutate({ to });
}

/** A long way goes in parts, so that one sees how far it has come. */
async function advanceBy(call: Io & Remote, by: string): Promise<DrivenClock> {
  const { now } = await call.api.clock.get.query({});
  const stops = stopsTo(afterDuration(now, DurationText.parse(by)), now);
  return stops.length > 1 ? advanceThrough(call, stops) : call.api.clock.advance.mutate({ by });
}

async function advanceThrough(
  call: Io & Remote,
  stops: readonly Timestamp[],
): Promise<DrivenClock> {
  const progress = call.progress();
  let jobs_run = 0;
  try {
    for (const [n, to] of stops.entries()) {
      const percent = Math.floor((n * 100) / stops.length);
      progress.show(`◆ ${percent} %, ${to.slice(0, 10)}`);
      const part = await call.api.clock.advance.mutate({ to });
      jobs_run += part.jobs_run;
      if (part.stopped || n === stops.length - 1) return { ...part, jobs_run };
    }
  } finally {
    progress.end();
  }
  throw new Error('there was no way to go');
}
