import type { ClockMode, EnvironmentClock, Timestamp } from '@intarsia/domain';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { EnvironmentsTable } from './tables.ts';

/** Who drives a clock: good only while nobody else has taken it and the lease has not ended. */
export interface ClockLease {
  readonly fence: number;
  /** Wall time. */
  readonly wall: Timestamp;
}

/** The columns that hold the clock. */
type ClockRow = Pick<
  EnvironmentsTable,
  'clock_mode' | 'clock_offset' | 'clock_at' | 'clock_fence' | 'driver' | 'driver_until'
>;

interface Lease {
  id: string;
  fence: number;
  wall: string;
}

const takeClock = statement<{ id: string } & ClockRow>()(({ q, p }) =>
  q
    .updateTable('environments')
    .set({
      clock_mode: p.clock_mode,
      clock_offset: p.clock_offset,
      clock_at: p.clock_at,
      clock_fence: p.clock_fence,
      driver: p.driver,
      driver_until: p.driver_until,
    })
    .where('id', '=', p.id),
);

const moveClock = statement<Lease & { at: string; until: string }>()(({ q, p }) =>
  q
    .updateTable('environments')
    .set({ clock_at: p.at, driver_until: p.until })
    .where('id', '=', p.id)
    .where('clock_fence', '=', p.fence)
    .where('driver_until', '>', p.wall),
);

const renew = statement<Lease & { until: string }>()(({ q, p }) =>
  q
    .updateTable('environments')
    .set({ driver_until: p.until })
    .where('id', '=', p.id)
    .where('clock_fence', '=', p.fence)
    .where('driver_until', '>', p.wall),
);

const leaveClock = statement<Lease & { mode: string; offset: number; at: string | null }>()(
  ({ q, p }) =>
    q
      .updateTable('environments')
      .set({
        clock_mode: p.mode,
        clock_offset: p.offset,
        clock_at: p.at,
        driver: null,
        driver_until: null,
      })
      .where('id', '=', p.id)
      .where('clock_fence', '=', p.fence)
      .where('driver_until', '>', p.wall),
);

/** Whoever drives the clock of an environment takes it, moves it and gives it back. */
export function writeClocks(tx: Tx) {
  return {
    /** Gives the clock to the driver that stands in it. The caller has found the environment, and nobody driving. */
    async takeClock(id: string, clock: EnvironmentClock): Promise<void> {
      await tx.run(takeClock, { id, ...fromClock(clock) });
    },

    /** Puts the clock to a moment and makes the lease longer. False when the clock is not the driver's any more. */
    async moveClock(
      id: string,
      { fence, wall, at, until }: ClockLease & { at: Timestamp; until: Timestamp },
    ): Promise<boolean> {
      return (await tx.run(moveClock, { id, fence, wall, at, until })) > 0;
    },

    /** Makes the lease longer. False when the clock is not the driver's any more. */
    async renewClock(
      id: string,
      { fence, wall, until }: ClockLease & { until: Timestamp },
    ): Promise<boolean> {
      return (await tx.run(renew, { id, fence, wall, until })) > 0;
    },

    /** Sets the clock and gives it back. False when it is not the driver's any more. */
    async leaveClock(
      id: string,
      { fence, wall }: ClockLease,
      { mode, offset, at }: Pick<EnvironmentClock, 'mode' | 'offset' | 'at'>,
    ): Promise<boolean> {
      return (await tx.run(leaveClock, { id, fence, wall, mode, offset, at })) > 0;
    },
  };
}

/** The columns of a clock. */
export function fromClock({ mode, offset, at, fence, driver }: EnvironmentClock): ClockRow {
  return {
    clock_mode: mode,
    clock_offset: offset,
    clock_at: at,
    clock_fence: fence,
    driver: driver?.id ?? null,
    driver_until: driver?.until ?? null,
  };
}

/** A clock from its columns. */
export function toClock(row: ClockRow): EnvironmentClock {
  const { driver: id, driver_until: until } = row;
  return {
    // Safe: only clocks are stored, whose modes are these.
    mode: row.clock_mode as ClockMode,
    offset: row.clock_offset,
    at: row.clock_at,
    fence: row.clock_fence,
    driver: id === null || until === null ? null : { id, until },
  };
}
