import type { ScannedRecord, Timestamp } from '@intarsia/domain';
import { type Day, dateText } from './calendar.ts';
import { changedWorld } from './changes.ts';
import type { Employer } from './employers.ts';
import { gigWorld } from './gig/gig-world.ts';
import { type Frame, frameOf, type WorldKey } from './key.ts';
import { payrollWorld } from './payroll/payroll-world.ts';
import type { News, Range } from './range.ts';

/**
 * All that a source has about an account at one time. Nothing is worked out before it is asked for, and
 * series come from the newest to the oldest, so that whoever wants a part pays for that part.
 */
export interface World {
  /** The first day of the history, a date: pass it on as `since` of later scans. */
  readonly since: string;
  /** Who employs the person, the main employer first. */
  readonly employers: readonly Employer[];
  /** Null for a login without anything. */
  profile(): ScannedRecord<'profiles'> | null;
  /** The main one first. */
  employments(): ScannedRecord<'employments'>[];
  vehicles(): ScannedRecord<'vehicles'>[];
  reputations(): ScannedRecord<'reputations'>[];
  payAllocations(): ScannedRecord<'pay_allocations'>[];
  /** By the day on which they became available. */
  documents(range?: Range): Iterable<ScannedRecord<'documents'>>;
  /** By payout date. */
  payouts(range?: Range): Iterable<ScannedRecord<'payouts'>>;
  /** By start date. */
  activities(range?: Range): Iterable<ScannedRecord<'activities'>>;
  /**
   * Where everything lies that could not be seen at that earlier time. Little else lies there too, and
   * nothing outside has changed.
   */
  newsSince(earlier: Timestamp): News;
  /**
   * The first day on which anything of it may be new or different, as long as nobody does anything: no scan
   * is forced, no deposit switched, no scenario played. Undefined where something happens at any time.
   */
  nextTurn(): Day | undefined;
}

/**
 * The world of a login at a link item: a function of the key and the time alone. The time decides how far
 * it can be seen, never what happened. See docs/decisions about the sandbox's data.
 */
export function worldOf(key: WorldKey, now: Timestamp): World {
  const frame = frameOf(key, now);
  const world = unchangedWorld(frame);
  const past = { ...key, since: world.since };
  return changedWorld(world, frame, (at) => unchangedWorld(frameOf(past, at)));
}

/** The world without what a scenario does to its records. */
function unchangedWorld(frame: Frame): World {
  const { key } = frame;
  const world =
    key.item.data_set === 'gig'
      ? gigWorld(frame)
      : key.item.data_set === 'payroll'
        ? payrollWorld(frame)
        : undefined;
  return world ?? { ...nothing, since: dateText(frame.since) };
}

const nothing: Omit<World, 'since'> = {
  employers: [],
  profile: () => null,
  employments: () => [],
  vehicles: () => [],
  reputations: () => [],
  payAllocations: () => [],
  documents: () => [],
  payouts: () => [],
  activities: () => [],
  newsSince: () => ({ documents: {}, payouts: {}, activities: {} }),
  nextTurn: () => undefined,
};
