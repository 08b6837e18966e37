import {
  type Environment,
  type JobQueue,
  type LeasedJob,
  later,
  MINUTE,
  type Vault,
  worksByItself,
} from '@intarsia/domain';
import type { Deps } from '../kernel/index.ts';
import type { StepCtx } from './step.ts';

/** How long jobs are ours, in wall time. */
export const LEASE_MS = MINUTE;
/** The share of a lease after which steps are told to stop, so that they can still record. */
export const ACTING_SHARE = 5 / 6;

/** Which jobs to take, and how many. */
export interface ClaimOptions {
  readonly limit: number;
  /** Aborted to stop: nothing is taken any more. */
  readonly signal?: AbortSignal | undefined;
  readonly lease_ms?: number | undefined;
  /** The world's when it is not said. */
  readonly queue?: JobQueue | undefined;
}

/** Jobs that were taken. */
export interface Claimed {
  readonly jobs: readonly LeasedJob[];
  readonly vault: Vault;
}

/**
 * Takes jobs of one environment that are due. Undefined when none may be taken: its clock stands still,
 * somebody drives it, or nothing is due.
 */
export async function claimJobs(
  deps: Deps,
  environment: Environment,
  { limit, signal, lease_ms = LEASE_MS, queue }: ClaimOptions,
): Promise<Claimed | undefined> {
  const scope = { environment_id: environment.id };
  const wall = deps.wall.now();
  if (!worksByItself(environment, wall)) return undefined;
  const clock = deps.clockOf(environment);
  const due_at = await deps.store.read.jobs.nextFree(scope, { queue, wall });
  if (due_at === undefined || due_at > clock.now() || signal?.aborted) return undefined;
  const vault = await deps.vaultOf(environment.client_id);
  const at = {
    queue,
    now: clock.now(),
    wall,
    lease_until: later(wall, lease_ms),
    limit,
    clock_fence: environment.clock.fence,
  };
  // A machine that crashes takes the worker with the claim: nothing is lost that was not to be done again.
  const jobs = await deps.store.write((tx) => tx.jobs.claim(scope, at), { sync: false });
  return jobs.length > 0 ? { jobs, vault } : undefined;
}

/** What the steps of an environment's jobs are given. */
export function stepCtx(
  deps: Deps,
  { environment, vault, signal }: Pick<StepCtx, 'environment' | 'vault' | 'signal'>,
): StepCtx {
  const parts = {
    environment,
    scope: { environment_id: environment.id },
    clock: deps.clockOf(environment),
    ids: deps.idsOf(environment),
    vault,
    signal,
    reach: async () => {},
  };
  // Inherited, not copied: `deps` may itself inherit what it has.
  // Safe: what inherits from the dependencies has all of them.
  return Object.assign(Object.create(deps) as Deps, parts);
}
