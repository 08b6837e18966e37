import { z } from 'zod';
import { afterDuration, DurationText, LONGEST_ADVANCE } from './durations.ts';
import { invalidField } from './errors.ts';
import { Moment } from './moments.ts';
import { isWellFormed, microsecondsOf, Timestamp, timestampOf } from './values.ts';

/** Whether a clock runs with the wall or stands still. */
export const ClockMode = z.enum(['running', 'frozen']);
export type ClockMode = z.infer<typeof ClockMode>;

/** Whoever moves a clock and runs its jobs, alone for as long as its lease lasts. */
export const ClockDriver = z.object({
  id: z.string(),
  /** Wall time. */
  until: Timestamp,
});
export type ClockDriver = z.infer<typeof ClockDriver>;

/** The clock of an environment as it is stored. What it shows is a function of this and the wall. */
export const EnvironmentClock = z.object({
  mode: ClockMode,
  /** Microseconds that it is ahead of the wall while it runs. */
  offset: z.int(),
  /** Where it stands: frozen, or held by a driver. Null while it runs. */
  at: Timestamp.nullable(),
  /** Goes up whenever a driver takes the clock: what was decided by an older clock counts no more. */
  fence: z.int().min(0),
  driver: ClockDriver.nullable(),
});
export type EnvironmentClock = z.infer<typeof EnvironmentClock>;

/** What the time of an environment depends on. */
interface Clocked {
  readonly kind: 'sandbox' | 'live';
  readonly clock: EnvironmentClock;
}

/** The clock of a new environment: that of the wall. */
export const wallClock: EnvironmentClock = {
  mode: 'running',
  offset: 0,
  at: null,
  fence: 0,
  driver: null,
};

/** What a clock shows that stands still until somebody moves it; undefined where the wall has a say. */
export function standingTime({ kind, clock: { mode, at } }: Clocked): Timestamp | undefined {
  return kind === 'sandbox' && mode === 'frozen' && at !== null ? at : undefined;
}

/**
 * The time in an environment. A live one always has the wall's. A driven clock stands until its driver
 * moves it; when the lease ends because the driver is gone, a running clock runs on from there.
 */
export function environmentTime({ kind, clock }: Clocked, wall: Timestamp): Timestamp {
  if (kind === 'live') return wall;
  const { mode, offset, at, driver } = clock;
  if (at === null) return offset === 0 ? wall : timestampOf(microsecondsOf(wall) + offset);
  if (mode === 'frozen' || !driver || wall <= driver.until) return at;
  return timestampOf(microsecondsOf(at) + microsecondsOf(wall) - microsecondsOf(driver.until));
}

/** Whether somebody drives the clock now: then nobody else may move it or run its jobs. */
export function isDriven({ kind, clock: { driver } }: Clocked, wall: Timestamp): boolean {
  return kind === 'sandbox' && driver !== null && wall < driver.until;
}

/**
 * Whether jobs that are due are run without anybody asking: not while the clock is driven, and while it
 * stands still only where work takes no time.
 */
export function worksByItself(
  environment: Clocked & { readonly speed: string },
  wall: Timestamp,
): boolean {
  const { kind, clock, speed } = environment;
  if (kind === 'live') return true;
  return !isDriven(environment, wall) && (clock.mode === 'running' || speed === 'instant');
}

/** The clock in the hands of a driver, who has not moved it yet. Nobody else may be driving it. */
export function takenClock(
  environment: Clocked,
  { wall, driver }: { wall: Timestamp; driver: ClockDriver },
): EnvironmentClock {
  const { mode, fence } = environment.clock;
  const settled = clockAt(environmentTime(environment, wall), { mode, wall });
  return { ...settled, fence: fence + 1, driver };
}

/** A clock that shows `time` now, and runs on from it or stands there. */
export function clockAt(
  time: Timestamp,
  { mode, wall }: { mode: ClockMode; wall: Timestamp },
): Omit<EnvironmentClock, 'fence' | 'driver'> {
  if (mode === 'frozen') return { mode, offset: 0, at: time };
  return { mode, offset: microsecondsOf(time) - microsecondsOf(wall), at: null };
}

/** Freezes the clock, at another moment if one is given. */
export const FreezeClockInput = z.strictObject({
  at: Moment.optional().meta({
    description:
      'At once when it is not said. Before the clock only while the sandbox has no users.',
  }),
});
export type FreezeClockInput = z.infer<typeof FreezeClockInput>;

/** How far to move the clock: by a duration, or to a moment. */
export const AdvanceClockInput = z
  .strictObject({
    by: DurationText.optional().meta({ description: 'An ISO 8601 duration, such as `P31D`.' }),
    to: Moment.optional().meta({ description: 'A moment after the clock. Give this or `by`.' }),
  })
  .refine(({ by, to }) => (by === undefined) !== (to === undefined), {
    path: ['by'],
    message: 'give either by or to',
  });
export type AdvanceClockInput = z.infer<typeof AdvanceClockInput>;

/** Sets the clock to the wall, or to a moment; may change what the sandbox's data is a function of. */
export const ResetClockInput = z.strictObject({
  at: Moment.optional().meta({
    description:
      'From where it runs on; the time of the server when it is not said. Before the clock only while the sandbox has no users.',
  }),
  seed: z
    .string()
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .refine(isWellFormed, 'must not contain control characters or lone surrogates')
    .optional()
    .meta({
      description:
        'What the data is a function of; another one only while the sandbox has no users. Stays when not said.',
    }),
});
export type ResetClockInput = z.infer<typeof ResetClockInput>;

/** Into how many parts a long way is divided. */
const PARTS = 40;
/** What is shorter goes at once. */
const LONG_MICROSECONDS = 5 * 86_400_000_000;

/** Where to stop on the way to a moment, the last stop being that moment: so one sees how far it has come. */
export function stopsTo(target: Timestamp, now: Timestamp): Timestamp[] {
  const way = microsecondsOf(target) - microsecondsOf(now);
  if (way < LONG_MICROSECONDS) return [target];
  return Array.from({ length: PARTS }, (_, n) =>
    timestampOf(microsecondsOf(now) + Math.round((way * (n + 1)) / PARTS)),
  );
}

/** Hardly any of the sandbox's people has worked before. */
const FIRST = '2018-01-01T00:00:00.000000Z';
/** Years of four digits, with room for whatever is reckoned from them. */
const LAST = '9900-01-01T00:00:00.000000Z';

/** Where an advance from `now` leads. Throws `input_invalid` for one that leads back or too far. */
export function advanceTo(now: Timestamp, { by, to }: AdvanceClockInput): Timestamp {
  if (by) return withinReach(now, { time: afterDuration(now, by), field: 'by' });
  const target = to ?? now;
  if (target <= now) throw invalidField('to', `must be after ${now}, where the clock stands`);
  return withinReach(now, { time: target, field: 'to' });
}

/** Where a clock that shows `now` is frozen. Throws `input_invalid` for a moment that is too early or too far. */
export function freezeAt(now: Timestamp, { at }: FreezeClockInput): Timestamp {
  if (at === undefined) return now;
  return at < now ? withinYears(at) : withinReach(now, { time: at, field: 'at' });
}

/** Where a reset puts a clock. Throws `input_invalid` for a moment that is too early or too late. */
export function resetAt(wall: Timestamp, { at }: ResetClockInput): Timestamp {
  return at === undefined ? wall : withinYears(at);
}

function withinYears(at: Timestamp): Timestamp {
  if (at >= FIRST && at <= LAST) return at;
  throw invalidField('at', `must be between ${FIRST} and ${LAST}`);
}

/** The last moment that one call may lead to. */
export function reachOf(now: Timestamp): Timestamp {
  const furthest = afterDuration(now, LONGEST_ADVANCE);
  return furthest < LAST && furthest > now ? furthest : LAST;
}

function withinReach(
  now: Timestamp,
  { time, field }: { time: Timestamp; field: string },
): Timestamp {
  const furthest = reachOf(now);
  if (time <= furthest) return time;
  throw invalidField(
    field,
    `must lead to ${furthest} at most, five years from where the clock stands`,
  );
}
