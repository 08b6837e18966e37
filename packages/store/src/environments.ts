import {
  type Environment,
  type EnvironmentKind,
  noOptions,
  type SandboxOptions,
  type Speed,
} from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import { fromClock, toClock, writeClocks } from './environment-clocks.ts';
import type { Tx } from './pending.ts';
import type { EnvironmentsTable } from './tables.ts';

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
    ...writeClocks(tx),

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
