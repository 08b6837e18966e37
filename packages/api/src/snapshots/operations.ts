import { Id, IdInput, ListInput, page, Timestamp } from '@intarsia/domain';
import { z } from 'zod';
import { ClockState } from '../clock/operations.ts';
import { mutation, query } from '../kernel/index.ts';
import {
  createSnapshot,
  deleteSnapshot,
  listSnapshots,
  resetWorld,
  restoreSnapshot,
} from './actions.ts';

const sizes = { users: z.int().min(0), accounts: z.int().min(0) };

/** A copy of the world of a sandbox. */
export const Snapshot = z.object({
  id: Id,
  /** When it was made, in wall time. */
  created_at: Timestamp,
  /** What the clock of the sandbox showed then. */
  now: Timestamp,
  ...sizes,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Names one snapshot. */
export const SnapshotRef = z.object({ id: IdInput });
export type SnapshotRef = z.infer<typeof SnapshotRef>;

/** The world of a sandbox after it was brought back or emptied: its clock, and how much there is. */
export const World = ClockState.extend(sizes);
export type World = z.infer<typeof World>;

const tag = 'Sandbox';
const policy = ['client', 'operator'] as const;

const snapshot: Snapshot = {
  id: 'a2b7a1f0-5c5e-4b4e-9d59-0f5a8f3c2f11',
  created_at: '2022-04-22T14:26:40.682437Z',
  now: '2030-01-31T09:00:00.000000Z',
  users: 3,
  accounts: 5,
};
const world: World = {
  now: '2030-01-31T09:00:00.000000Z',
  mode: 'frozen',
  speed: 'fast',
  pending_jobs: 5,
  next_job_at: '2030-02-01T08:59:47.120000Z',
  users: 3,
  accounts: 5,
};
const empty: World = {
  now: '2022-04-22T14:26:40.682437Z',
  mode: 'running',
  speed: 'fast',
  pending_jobs: 0,
  next_job_at: null,
  users: 0,
  accounts: 0,
};

/** What a world is, and what stays whatever becomes of it. */
const EXTENT =
  'A world is its users, accounts, resources and files, the work that waits, clock, seed, scenarios and settings; never keys, Link settings, webhooks, deliveries, revocations or events.';

export const snapshotsOperations = {
  create: mutation({
    policy,
    sandbox: true,
    input: z.object({}),
    output: Snapshot,
    run: createSnapshot,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/snapshots',
      status: 201,
      tag,
      summary: 'Copy the world of a sandbox',
      description: `Keeps the world as it is, to come back to it any number of times. ${EXTENT} Whoever is deleted as a user is erased from the copies too. 409 \`snapshots_full\` where there are 50.`,
      conflicts: true,
      example: { response: snapshot },
    },
  }),
  list: query({
    policy,
    sandbox: true,
    input: ListInput,
    output: page(Snapshot),
    run: listSnapshots,
    rest: {
      method: 'GET',
      path: '/v1/sandbox/snapshots',
      status: 200,
      list: true,
      tag,
      summary: 'List the snapshots of a sandbox',
      example: { response: { next: null, previous: null, count: 1, results: [snapshot] } },
    },
  }),
  delete: mutation({
    policy,
    sandbox: true,
    input: SnapshotRef,
    output: z.void(),
    run: deleteSnapshot,
    rest: {
      method: 'DELETE',
      path: '/v1/sandbox/snapshots/{id}',
      status: 204,
      tag,
      summary: 'Delete a snapshot',
    },
  }),
  restore: mutation({
    policy,
    sandbox: true,
    input: SnapshotRef,
    output: World,
    run: restoreSnapshot,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/snapshots/{id}/restore',
      status: 200,
      tag,
      summary: 'Bring a world back',
      description: `${EXTENT} The clock shows what it showed, and runs on from there or stands. Nothing is told of what is gone or back, and work that was under way records nothing any more. Tokens of users who are in both worlds go on working; Idempotency-Keys are forgotten. 409 \`clock_busy\` while the clock is driven.`,
      example: { response: world },
    },
  }),
  reset: mutation({
    policy,
    sandbox: true,
    input: z.object({}),
    output: World,
    run: resetWorld,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/reset',
      status: 200,
      tag,
      summary: 'Empty the world of a sandbox',
      description: `Leaves no user and no setting; the clock runs with the wall again. ${EXTENT} The seed and the snapshots stay too. Nothing is told of what is gone. 409 \`clock_busy\` while the clock is driven.`,
      example: { response: empty },
    },
  }),
};
