import {
  type Environment,
  type EnvironmentClock,
  type PageRequest,
  type SandboxOptions,
  type Scope,
  type Speed,
  type Timestamp,
  wallClock,
} from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import { findStatements, statement } from './engines/statements.ts';
import { insertEnvironment, toEnvironment } from './environments.ts';
import { pageOf, pageStatements } from './pages.ts';
import type { Tx } from './pending.ts';
import type { EnvironmentsTable, Tables } from './tables.ts';
import { type WorldStatements, worldStatements } from './world-statements.ts';
import { worldTables } from './world-tables.ts';
import { beginAnew, goBack } from './world-times.ts';

/** A copy of a world, and how the environment was set when it was made. */
export interface StoredSnapshot
  extends Pick<Environment, 'id' | 'created_at' | 'speed' | 'seed' | 'options'> {
  readonly mode: EnvironmentClock['mode'];
  /** What the clock showed. */
  readonly now: Timestamp;
}

/** How an environment is set when its world is brought back or emptied. */
export interface WorldSettings {
  readonly speed: Speed;
  readonly seed: string;
  readonly options: SandboxOptions;
  readonly clock: Pick<EnvironmentClock, 'mode' | 'offset' | 'at'>;
  /** What the clock shows. */
  readonly now: Timestamp;
}

/** Between the fences of two epochs: more than any job is ever claimed. */
const FENCES_PER_EPOCH = 2 ** 32;

const statements: readonly WorldStatements[] = worldTables.map(worldStatements);
/** Whoever is referred to goes last. */
const childrenFirst = [...statements].reverse();

interface OfEnvironment {
  environment_id: string;
}

const find = findStatements<OfEnvironment & { id: string }>()(({ q, p }) =>
  q
    .selectFrom('environments')
    .selectAll()
    .where('id', '=', p.id)
    .where('snapshot_of', '=', p.environment_id),
);

const pages = pageStatements<OfEnvironment>()(
  ({ q, p }) =>
    q.selectFrom('environments').selectAll().where('snapshot_of', '=', p.environment_id),
  'environments',
);

const total = statement<OfEnvironment>()(({ q, p }) =>
  q
    .selectFrom('environments')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('snapshot_of', '=', p.environment_id),
);

const drop = statement<{ id: string }>()(({ q, p }) =>
  q.deleteFrom('environments').where('id', '=', p.id),
);

const nextEpoch = statement<
  Pick<EnvironmentsTable, 'id' | 'speed' | 'seed' | 'options' | 'clock_mode' | 'clock_offset'> & {
    clock_at: string | null;
  }
>()(({ q, p }) =>
  q
    .updateTable('environments')
    .set((eb) => ({
      speed: p.speed,
      seed: p.seed,
      options: p.options,
      clock_mode: p.clock_mode,
      clock_offset: p.clock_offset,
      clock_at: p.clock_at,
      clock_fence: eb('clock_fence', '+', 1),
      driver: null,
      driver_until: null,
      epoch: eb('epoch', '+', 1),
    }))
    .where('id', '=', p.id)
    .returning('epoch'),
);

/** Not the answer that is about to be given. */
const forgetAnswers = statement<OfEnvironment>()(({ q, p }) =>
  q
    .deleteFrom('idempotency')
    .where('environment_id', '=', p.environment_id)
    .where('status', '<>', 0),
);

/**
 * In the order in which everybody takes them, so that nobody waits in a circle; the counters last, which
 * all take at their end. Nobody who changes a world commits before who holds these.
 */
const held = (['users', 'accounts', 'jobs', 'counters'] as const).map((table) =>
  statement<OfEnvironment>()(({ q, p, dialect }) => {
    const rows = q
      .selectFrom(table)
      .select('environment_id')
      .where('environment_id', '=', p.environment_id);
    const owned = table === 'counters' ? dialect.locked(rows) : dialect.owned(rows);
    return q.selectFrom(owned.as('held')).select((eb) => eb.fn.countAll().as('n'));
  }),
);

/** Copies of worlds. */
export function readWorlds(db: Db) {
  return {
    async findSnapshot(scope: Scope, id: string): Promise<StoredSnapshot | undefined> {
      const row = await db.first(find.plain, { environment_id: scope.environment_id, id });
      return row && toSnapshot(row);
    },

    async listSnapshots(
      { environment_id }: Scope,
      request: PageRequest,
    ): Promise<StoredSnapshot[]> {
      const rows = await pageOf(db, pages, { filter: { environment_id }, request });
      return rows.map(toSnapshot);
    },

    async countSnapshots({ environment_id }: Scope): Promise<number> {
      return (await db.first(total, { environment_id }))?.total ?? 0;
    },

    /** Every table of a world with its rows, in the order of their names. */
    async *tables({
      environment_id,
    }: Scope): AsyncGenerator<{ table: keyof Tables; rows: Record<string, unknown>[] }> {
      for (const { table, rows } of statements) {
        yield { table: table.name, rows: await db.all(rows, { environment_id }) };
      }
    },
  };
}

/** As `readWorlds`, and changes of whole worlds. Who makes one has held the world first. */
export function writeWorlds(tx: Tx) {
  return {
    ...readWorlds(tx),

    async findSnapshot(scope: Scope, id: string): Promise<StoredSnapshot | undefined> {
      const row = await tx.first(find.locked, { environment_id: scope.environment_id, id });
      return row && toSnapshot(row);
    },

    /** Waits for whoever is changing the world, and keeps others waiting until the end. */
    async hold({ environment_id }: Scope): Promise<void> {
      for (const rows of held) await tx.first(rows, { environment_id });
    },

    /** Copies the world. `now` is what the clock shows. */
    async copy(
      environment: Environment,
      { id, created_at, now }: Pick<StoredSnapshot, 'id' | 'created_at' | 'now'>,
    ): Promise<void> {
      const { id: environment_id, clock } = environment;
      const standing = { ...wallClock, mode: clock.mode, at: now };
      const copied = { ...environment, id, created_at, clock: standing };
      await insertEnvironment(tx, copied, { snapshot_of: environment_id });
      for (const { bring } of statements) {
        await tx.run(bring, { from: environment_id, to: id, fence: 0 });
      }
    },

    /**
     * Brings the world of a snapshot back. Only what differs is written. Tokens of people who are in both
     * worlds stay as they are. Whatever is claimed of jobs before is refused from then on.
     */
    async restore(
      { environment_id }: Scope,
      { snapshot, ...settings }: WorldSettings & { snapshot: string },
    ): Promise<void> {
      const fence = await begin(tx, environment_id, settings);
      const pair = { from: snapshot, to: environment_id };
      for (const { table, clear, removeOthers } of childrenFirst) {
        if (table.name === 'jobs') await tx.run(clear, { environment_id });
        else await tx.run(removeOthers, pair);
      }
      for (const { bring } of statements) await tx.run(bring, { ...pair, fence });
    },

    /** Empties the world. */
    async clear({ environment_id }: Scope, settings: WorldSettings): Promise<void> {
      await begin(tx, environment_id, settings);
      await clearTables(tx, environment_id);
    },

    /** Begins an epoch of an empty world, whose clock goes back to `now`. */
    beginAnew: ({ environment_id }: Scope, now: Timestamp): Promise<void> =>
      beginAnew(tx, { environment_id, now }),

    /** Takes a snapshot away. */
    async drop(id: string): Promise<void> {
      await clearTables(tx, id);
      await tx.run(drop, { id });
    },
  };
}

/** Begins a new epoch, and gives the fence below which it has no claims. */
async function begin(
  tx: Tx,
  environment_id: string,
  { speed, seed, options, clock, now }: WorldSettings,
): Promise<number> {
  const row = await tx.first(nextEpoch, {
    id: environment_id,
    speed,
    seed,
    options: JSON.stringify(options),
    clock_mode: clock.mode,
    clock_offset: clock.offset,
    clock_at: clock.at,
  });
  await tx.run(forgetAnswers, { environment_id });
  await goBack(tx, { environment_id, now });
  return (row?.epoch ?? 0) * FENCES_PER_EPOCH;
}

async function clearTables(tx: Tx, environment_id: string): Promise<void> {
  for (const { clear } of childrenFirst) await tx.run(clear, { environment_id });
}

function toSnapshot(row: EnvironmentsTable): StoredSnapshot {
  const { id, created_at, speed, seed, options, clock } = toEnvironment(row);
  return { id, created_at, speed, seed, options, mode: clock.mode, now: clock.at ?? created_at };
}
