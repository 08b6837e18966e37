import {
  clockAt,
  type Environment,
  environmentTime,
  IntarsiaError,
  isDriven,
  type ListInput,
  noOptions,
  type Page,
  type Timestamp,
} from '@intarsia/domain';
import type { Reads, StoredSnapshot, Writes } from '@intarsia/store';
import { workThatWaits } from '../clock/actions.ts';
import { type Ctx, pageOf } from '../kernel/index.ts';
import type { Snapshot, SnapshotRef, World } from './operations.ts';

/** Copies that a sandbox may have: each is as large as the world was. */
const MOST_SNAPSHOTS = 50;

/** Copies the world as it is. Throws `snapshots_full`. */
export async function createSnapshot(ctx: Ctx): Promise<Snapshot> {
  const id = ctx.random.uuid();
  const wall = ctx.wall.now();
  return ctx.commit(async (tx) => {
    const environment = await holdWorld(ctx, tx);
    if ((await tx.worlds.countSnapshots(ctx.scope)) >= MOST_SNAPSHOTS) {
      const detail = `This sandbox has ${MOST_SNAPSHOTS} snapshots. Delete one first.`;
      throw new IntarsiaError('snapshots_full', detail);
    }
    const snapshot = { id, created_at: wall, now: environmentTime(environment, wall) };
    await tx.worlds.copy(environment, snapshot);
    return shown(tx, snapshot);
  });
}

/** The copies that were made of this world, newest first. */
export async function listSnapshots(ctx: Ctx, input: ListInput): Promise<Page<Snapshot>> {
  const { read } = ctx.store;
  const page = await pageOf(input, {
    list: (request) => read.worlds.listSnapshots(ctx.scope, request),
    count: () => read.worlds.countSnapshots(ctx.scope),
  });
  return { ...page, results: await Promise.all(page.results.map((one) => shown(read, one))) };
}

/** Takes a copy away. Throws `snapshot_not_found`. */
export async function deleteSnapshot(ctx: Ctx, { id }: SnapshotRef): Promise<void> {
  await ctx.commit(async (tx) => {
    const snapshot = (await tx.worlds.findSnapshot(ctx.scope, id)) ?? noSnapshot();
    await tx.worlds.drop(snapshot.id);
  });
}

/** Brings the world back to what it was. Throws `snapshot_not_found`, `clock_busy`. */
export function restoreSnapshot(ctx: Ctx, { id }: SnapshotRef): Promise<World> {
  const wall = ctx.wall.now();
  return replaceWorld(ctx, wall, async (tx) => {
    const snapshot = (await tx.worlds.findSnapshot(ctx.scope, id)) ?? noSnapshot();
    const { mode, now, speed, seed, options } = snapshot;
    const clock = clockAt(now, { mode, wall });
    await tx.worlds.restore(ctx.scope, { snapshot: id, speed, seed, options, clock, now });
  });
}

/** Empties the world; the seed stays. Throws `clock_busy`. */
export function resetWorld(ctx: Ctx): Promise<World> {
  const wall = ctx.wall.now();
  return replaceWorld(ctx, wall, async (tx, { seed }) => {
    const clock = clockAt(wall, { mode: 'running', wall });
    const settings = { speed: 'fast', seed, options: noOptions, clock, now: wall } as const;
    await tx.worlds.clear(ctx.scope, settings);
  });
}

/** Replaces the world in one transaction. Whoever drives its clock is not disturbed. */
async function replaceWorld(
  ctx: Ctx,
  wall: Timestamp,
  replace: (tx: Writes, environment: Environment) => Promise<void>,
): Promise<World> {
  // Before all else: to hold the world would wait for whoever drives.
  assertUndriven(await findEnvironment(ctx, ctx.store.read), wall);
  const world = await ctx.commit(async (tx) => {
    const environment = await holdWorld(ctx, tx);
    assertUndriven(environment, wall);
    await replace(tx, environment);
    return worldOf(ctx, tx, wall);
  });
  ctx.guard.forget();
  ctx.guard.chaos.forget(ctx.environment.id);
  ctx.wake(ctx.environment.id);
  return world;
}

function assertUndriven(environment: Environment, wall: Timestamp): void {
  if (!isDriven(environment, wall)) return;
  throw new IntarsiaError('clock_busy', 'Somebody drives the clock of this world.');
}

/** The environment comes last, as in the transactions of who drives its clock. */
async function holdWorld(ctx: Ctx, tx: Writes): Promise<Environment> {
  await tx.worlds.hold(ctx.scope);
  return findEnvironment(ctx, tx);
}

async function findEnvironment(
  { environment }: Ctx,
  { environments }: Pick<Reads | Writes, 'environments'>,
): Promise<Environment> {
  const found = await environments.find(environment.id);
  if (!found) throw new Error(`environment ${environment.id} is gone`);
  return found;
}

async function worldOf(ctx: Ctx, tx: Writes, wall: Timestamp): Promise<World> {
  const environment = await findEnvironment(ctx, tx);
  const { clock, speed } = environment;
  return {
    now: environmentTime(environment, wall),
    mode: clock.mode,
    speed,
    ...(await workThatWaits(ctx, tx)),
    users: await tx.users.count(ctx.scope),
    accounts: await tx.accounts.count(ctx.scope),
  };
}

async function shown(
  { users, accounts }: Pick<Reads | Writes, 'users' | 'accounts'>,
  { id, created_at, now }: Pick<StoredSnapshot, 'id' | 'created_at' | 'now'>,
): Promise<Snapshot> {
  const copy = { environment_id: id };
  return {
    id,
    created_at,
    now,
    users: await users.count(copy),
    accounts: await accounts.count(copy),
  };
}

function noSnapshot(): never {
  throw new IntarsiaError('snapshot_not_found', 'Not found.');
}
