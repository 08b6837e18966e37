import {
  type ClockMode,
  type Environment,
  type EnvironmentClock,
  type EnvironmentKind,
  noOptions,
  type SandboxOptions,
  type Speed,
  type Timestamp,
} from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
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

const find = findStatements<{ id: string }>()(({ q, p }) =>
  q.selectFrom('environments').selectAll().where('id', '=', p.id).where('snapshot_of', 'is', null),
);

const ofClient = statement<{ client_id: string }>()(({ q, p }) =>
  q
    .selectFrom('environments')
    .selectAll()
    .where('client_id', '=', p.client_id)
    .where('snapshot_of', 'is', null)
    .orderBy('created_at')
    .orderBy('id'),
);

const every = statement<object>()(({ q }) =>
  q
    .selectFrom('environments')
    .selectAll()
    .where('snapshot_of', 'is', null)
    .orderBy('created_at')
    .orderBy('id'),
);

const insert = rowsStatement<EnvironmentsTable>([
  'id',
  'client_id',
  'kind',
  'created_at',
  'speed',
  'seed',
  'clock_mode',
  'clock_offset',
  'clock_at',
  'clock_fence',
  'driver',
  'driver_until',
  'options',
  'epoch',
  'snapshot_of',
])(({ q, rows }) => q.insertInto('environments').values(rows));

const setSpeed = statement<{ id: string; speed: string }>()(({ q, p }) =>
  q.updateTable('environments').set({ speed: p.speed }).where('id', '=', p.id),
);

const setSeed = statement<{ id: string; seed: string }>()(({ q, p }) =>
  q.updateTable('environments').set({ seed: p.seed }).where('id', '=', p.id),
);

const setOptions = statement<{ id: string; options: string }>()(({ q, p }) =>
  q.updateTable('environments').set({ options: p.options }).where('id', '=', p.id),
);

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

/** The worlds of the clients. */
export function readEnvironments(db: Db) {
  return {
    async find(id: string): Promise<Environment | undefined> {
      const row = await db.first(find.plain, { id });
      return row && toEnvironment(row);
    },

    async listOfClient(client_id: string): Promise<Environment[]> {
      return (await db.all(ofClient, { client_id })).map(toEnvironment);
    },

    async listAll(): Promise<Environment[]> {
      return (await db.all(every, {})).map(toEnvironment);
    },
  };
}

/** As `readEnvironments`, and changes. An environment that was found stays as it is until the transaction ends. */
export function writeEnvironments(tx: Tx) {
  return {
    ...readEnvironments(tx),

    async find(id: string): Promise<Environment | undefined> {
      const row = await tx.first(find.locked, { id });
      return row && toEnvironment(row);
    },

    insert: (environment: Environment): Promise<void> =>
      insertEnvironment(tx, environment, { snapshot_of: null }),

    /** Gives false when there is no such environment. */
    async setSpeed(id: string, speed: Speed): Promise<boolean> {
      return (await tx.run(setSpeed, { id, speed })) > 0;
    },

    /** Gives false when there is no such environment. */
    async setSeed(id: string, seed: string): Promise<boolean> {
      return (await tx.run(setSeed, { id, seed })) > 0;
    },

    /** Gives false when there is no such environment. */
    async setOptions(id: string, options: SandboxOptions): Promise<boolean> {
      return (await tx.run(setOptions, { id, options: JSON.stringify(options) })) > 0;
    },

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

/** Stores an environment, or a copy of one. */
export async function insertEnvironment(
  tx: Tx,
  { clock, options, epoch, ...environment }: Environment,
  { snapshot_of }: { snapshot_of: string | null },
): Promise<void> {
  const row = { ...environment, ...fromClock(clock), options: JSON.stringify(options) };
  await runRows(tx, insert, [{ ...row, epoch, snapshot_of }]);
}

function fromClock({ mode, offset, at, fence, driver }: EnvironmentClock): ClockRow {
  return {
    clock_mode: mode,
    clock_offset: offset,
    clock_at: at,
    clock_fence: fence,
    driver: driver?.id ?? null,
    driver_until: driver?.until ?? null,
  };
}

/** An environment from its row. */
export function toEnvironment(row: EnvironmentsTable): Environment {
  const { id, client_id, kind, created_at, speed, seed, epoch } = row;
  return {
    id,
    client_id,
    // Safe: `insert` takes only environments, whose kinds and speeds are these.
    kind: kind as EnvironmentKind,
    created_at,
    speed: speed as Speed,
    seed,
    epoch,
    clock: toClock(row),
    options: row.options === '{}' ? noOptions : { ...noOptions, ...JSON.parse(row.options) },
  };
}

function toClock(row: ClockRow): EnvironmentClock {
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
