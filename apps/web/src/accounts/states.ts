import type { Account, SyncStatus } from '@intarsia/domain';
import type { Tone } from '../ui/states.tsx';

/** How a state is shown: its form and its word. */
export interface Shown {
  readonly tone: Tone;
  readonly word: string;
}

/** The three states of a connection. */
export const connectionStates = {
  connected: { tone: 'good', word: 'Connected' },
  connecting: { tone: 'busy', word: 'Connecting' },
  error: { tone: 'bad', word: 'Error' },
} as const satisfies Record<Account['connection']['status'], Shown>;

/** How far the data of one kind has come. */
export const syncStates = {
  in_progress: { tone: 'busy', word: 'In progress' },
  synced: { tone: 'good', word: 'Synced' },
  sync_failed: { tone: 'bad', word: 'Sync failed' },
} as const satisfies Record<SyncStatus, Shown>;

/** A deposit switch, step by step. */
export const paySteps = [
  { status: 'awaiting_confirmation', word: 'Awaiting confirmation' },
  { status: 'awaiting_connection', word: 'Awaiting connection' },
  { status: 'scanning', word: 'Scanning' },
  { status: 'updating', word: 'Updating' },
  { status: 'success', word: 'Switched' },
] as const;

/** Steps of a deposit switch that go on by themselves within seconds. */
const workingSteps: readonly string[] = ['scanning', 'updating'];

/** Whether anything about the account is expected to change within seconds. */
export function isMoving({ connection, availability, pay_distribution }: Account): boolean {
  // An account that takes forms is called connecting for good.
  if (availability.forms && connection.status === 'connecting') return false;
  if (connection.status === 'connecting' || workingSteps.includes(pay_distribution.status)) {
    return true;
  }
  if (connection.status === 'error') return false;
  return availability.payouts === null || isFirstScan(availability);
}

/** Whether the first scan is under way. */
export function isFirstScan(availability: Account['availability']): boolean {
  return Object.values(availability).some((part) => part?.status === 'in_progress');
}

/** How often an account and its data are asked for while something moves, and while nothing does. */
const MOVING = 800;
const RESTING = 5000;

/** How long to wait before asking again, in milliseconds. */
export function paceOf(account: Account | undefined): number {
  return account && isMoving(account) ? MOVING : RESTING;
}
