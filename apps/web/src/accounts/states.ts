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

/** A stage on the way from a submitted login to all data. */
export interface Stage {
  readonly word: string;
  readonly state: 'done' | 'now' | 'failed' | 'ahead';
}

const CONNECTED = 1;

/** How far an account has come on its way: one diamond for each stage. */
export function stagesOf({ connection, was_connected, availability }: Account): Stage[] {
  const { profiles, payouts, activities } = availability;
  const facts = profiles?.status === 'synced';
  const events = payouts?.status === 'synced' && activities?.status === 'synced';
  const failed = connection.status === 'error';
  const again = connection.status === 'connecting';
  const done = [true, was_connected && !again, facts && !again, events && !again];
  const words = ['Login submitted', 'Connected', 'Facts', 'All events'];
  // An account that lost its session after everything was read has failed to stay connected.
  const current = failed && !done.includes(false) ? CONNECTED : done.indexOf(false);
  return words.map((word, index) => {
    if (index !== current) return { word, state: done[index] ? 'done' : 'ahead' };
    return { word, state: failed ? 'failed' : 'now' };
  });
}

/** Whether anything about the account is expected to change within seconds. */
export function isMoving(account: Account): boolean {
  if (account.connection.status === 'connecting') return true;
  if (account.connection.status === 'error') return false;
  return stagesOf(account).some(({ state }) => state === 'now');
}
