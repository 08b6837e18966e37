import type { Timestamp } from '@intarsia/domain';
import { type Day, dayFrom, dayIn, mondayOf, monthsLater, secondsIn, yearOf } from './calendar.ts';
import type { WorldChange } from './changes.ts';
import type { PaySwitch } from './money/switches.ts';
import { type Person, personOf } from './people/person.ts';
import type { SourceItem } from './source-item.ts';
import { type Root, rootOf } from './streams.ts';

/** All that the data of an account is a function of, but the time. */
export interface WorldKey {
  /** The seed of the environment. */
  readonly seed: string;
  readonly item: SourceItem;
  /** The id of the persona behind the login. */
  readonly login: string;
  /**
   * When each forced scan of the account was made, oldest first: the length is the scan ordinal. Those that
   * lie ahead of the time that is asked for have not happened yet.
   */
  readonly forced_scans: readonly Timestamp[];
  /** Deposit switches that were done, oldest first. */
  readonly switches?: readonly PaySwitch[] | undefined;
  /** What a scenario changes, in the order of time. */
  readonly changes?: readonly WorldChange[] | undefined;
  /**
   * The first day of the history that the source shows, a date; by default that of an account whose first
   * scan is now. Whoever keeps what was scanned passes the date of the first scan on, so that old records
   * do not leave while time goes by.
   */
  readonly since?: string;
}

/** A key at a time, worked out once. */
export interface Frame {
  readonly key: WorldKey;
  readonly root: Root;
  readonly person: Person;
  /** Unix seconds, rounded down. */
  readonly now: number;
  readonly since: Day;
  /** Unix seconds of the forced scans up to now. */
  readonly forced: readonly number[];
  /** Deposit switches up to now, oldest first. */
  readonly switches: readonly PaySwitch[];
  /** Changes up to now. */
  readonly changes: readonly WorldChange[];
}

/** The frame of a key at a time. */
export function frameOf(key: WorldKey, now: Timestamp): Frame {
  const { seed, item, login, since } = key;
  const day = dayIn(now);
  return {
    key,
    root: rootOf('world', seed, item.id, login),
    person: personOf(seed, login),
    now: secondsIn(now),
    forced: key.forced_scans.filter((time) => time <= now).map(secondsIn),
    switches: key.switches?.filter(({ at }) => at <= now) ?? [],
    changes: key.changes?.filter(({ at }) => at <= now) ?? [],
    since: since === undefined ? historyStart(item, day) : snapped(item, dayIn(since)),
  };
}

/** Gig platforms show about 30 months, payroll systems the running year and the two before. */
function historyStart(item: SourceItem, today: Day): Day {
  return snapped(item, item.data_set === 'gig' ? monthsLater(today, -30) : monthsLater(today, -24));
}

/** Histories begin with a whole week or a whole year, so that every sum over one has all its parts. */
function snapped(item: SourceItem, day: Day): Day {
  return item.data_set === 'gig' ? mondayOf(day) : dayFrom(yearOf(day), 1, 1);
}
