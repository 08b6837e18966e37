import {
  type Clock,
  type Environment,
  environmentTime,
  microsecondsOf,
  standingTime,
  type Timestamp,
  timestampOf,
} from '@intarsia/domain';

/** Where time comes from: milliseconds since 1970 that may jump, and milliseconds that only run on. */
export interface TimeSource {
  wall(): number;
  steady(): number;
}

const machine: TimeSource = { wall: () => Date.now(), steady: () => performance.now() };

/**
 * The machine's time in microseconds. It follows the wall to the millisecond and fills in the rest from
 * the steady counter. When the wall is set back it runs on at half speed until the wall has caught up:
 * two answers never go backwards, and leases still end.
 */
export function systemClock(source: TimeSource = machine): Clock {
  let last = source.wall() * 1000;
  let counted = source.steady();

  return {
    now() {
      const count = source.steady();
      const passed = (count - counted) * 1000;
      const wall = source.wall() * 1000;
      const ahead = last + passed >= wall + 1000;
      last = ahead ? Math.max(wall + 999, last + passed / 2) : Math.max(wall, last + passed);
      counted = count;
      return timestampOf(Math.floor(last));
    },
  };
}

/** The machine's time, moved so that it shows `start` now and runs on from there. */
export function clockFrom(start: Timestamp, source: TimeSource = machine): Clock {
  const ahead = microsecondsOf(start) / 1000 - source.wall();
  return systemClock({ wall: () => source.wall() + ahead, steady: source.steady });
}

/** The clock of an environment, as the environment was when it was read. */
export function clockOf(environment: Environment, wall: Clock): Clock {
  const standing = standingTime(environment);
  // The wall is not asked where it decides nothing: writing a time down takes longer than all the rest.
  return { now: () => standing ?? environmentTime(environment, wall.now()) };
}
