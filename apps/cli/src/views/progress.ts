import type { Account } from '@intarsia/domain';
import type { View } from '../io.ts';
import { connectionText, errorOf, paintConnection } from './accounts.ts';
import { type Detail, linesOf } from './details.ts';
import type { Paint } from './paint.ts';
import { counted, duration, plain } from './text.ts';
import { words } from './words.ts';

/** An account at one of many looks at it. */
export interface Seen {
  readonly account: Account;
  readonly look: number;
  /** Since the first look. */
  readonly seconds: number;
}

const kinds = [
  'profiles',
  'employments',
  'reputations',
  'documents',
  'vehicles',
  'pay_allocations',
  'payouts',
  'activities',
] as const;
type Kind = (typeof kinds)[number];
type Reached = 'ahead' | 'now' | 'done' | 'failed';

/** How an account has ended: all that there is was read, or something is in the way; undefined before. */
export function endOf(account: Account): 'synced' | 'failed' | undefined {
  const { connection, availability } = account;
  if (connection.status === 'error') return 'failed';
  if (connection.status === 'connecting' || availability.profiles === null) return undefined;
  return kindsOf(account).every((kind) => reachedBy(account, kind) === 'done')
    ? 'synced'
    : undefined;
}

/** One line that says where the account has come to. */
export const seenLine: View<Seen> = ({ account }) => {
  const { connection, availability } = account;
  if (connection.status === 'error') {
    return `error: ${plain(connection.error_message ?? '')} (${connection.error_code})`;
  }
  if (connection.status === 'connecting') return 'connecting';
  if (availability.profiles === null) return 'connected, the first scan begins';
  const all = kindsOf(account);
  const done = all.filter((kind) => reachedBy(account, kind) === 'done').length;
  const state = done === all.length ? 'synced' : `scanning, ${done} of ${all.length} kinds read`;
  return [state, ...figuresOf(account)].join(', ');
};

/** The same over many lines: a diamond for every stage, and how far each kind of data has come. */
export const seenScreen: View<Seen> = ({ account, look, seconds }, paint) => {
  const { connection } = account;
  const head: Detail[] = [
    [lattice(account, look, paint), `${plain(account.link_item)}, ${duration(seconds)}`],
  ];
  const lines: Detail[] = [
    ['Account', account.id],
    ['Connection', paintConnection(connectionText(account), account, paint)],
    ...errorOf(connection),
    ...shownKinds(account).map((kind) => kindLine(account, kind, { look, paint })),
  ];
  return `${linesOf(head, paint)}\n${linesOf(lines, paint)}`;
};

const turning = ['◇', '◈'];

/** Fills as stages finish: the login, and every kind of data. */
function lattice(account: Account, look: number, paint: Paint): string {
  const { status } = account.connection;
  const login = { connecting: 'now', connected: 'done', error: 'failed' } as const;
  const stages = [login[status], ...kindsOf(account).map((kind) => reachedBy(account, kind))];
  return stages.map((reached) => mark(reached, { look, paint })).join('');
}

function mark(reached: Reached, { look, paint }: { look: number; paint: Paint }): string {
  if (reached === 'ahead') return paint.dim('◇');
  if (reached === 'failed') return paint.bad('▲');
  if (reached === 'done') return paint.good('◆');
  return paint.busy(turning[look % turning.length] ?? '◇');
}

function kindLine(
  account: Account,
  kind: Kind,
  { look, paint }: { look: number; paint: Paint },
): Detail {
  const state = account.availability[kind];
  const label = kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('_', ' ');
  const word = state ? words(state.status) : 'waiting';
  const extent = extentOf(account, kind);
  const text = extent === '' ? word : `${word.padEnd(11)}  ${extent}`;
  return [label, `${mark(reachedBy(account, kind), { look, paint })} ${text}`];
}

function reachedBy({ connection, availability }: Account, kind: Kind): Reached {
  const state = availability[kind];
  if (!state) return 'ahead';
  if (state.status === 'synced') return 'done';
  return state.status === 'sync_failed' || connection.status === 'error' ? 'failed' : 'now';
}

/** The kinds that the source has; before the first scan nobody knows which ones these are. */
function kindsOf({ availability }: Account): readonly Kind[] {
  if (availability.profiles === null) {
    return kinds.filter((kind) => availability[kind] !== undefined);
  }
  return kinds.filter((kind) => availability[kind]);
}

/** A login that failed leaves nothing to wait for. */
function shownKinds(account: Account): readonly Kind[] {
  const { connection, availability } = account;
  return connection.status === 'error' && !availability.profiles ? [] : kindsOf(account);
}

/** How many there are, and how far back they go; nothing for kinds that are not counted. */
function extentOf({ availability }: Account, kind: Kind): string {
  if (kind !== 'payouts' && kind !== 'activities') return '';
  const state = availability[kind];
  if (!state) return '';
  if (state.available_from === null) return state.status === 'synced' ? 'none'.padStart(6) : '';
  const count = state.available_count.toLocaleString('en-GB').padStart(6);
  return `${count}, back to ${state.available_from.slice(0, 10)}`;
}

function figuresOf({ availability: { payouts, activities } }: Account): string[] {
  return [
    ...(payouts?.available_count ? [counted(payouts.available_count, 'payout')] : []),
    ...(activities?.available_count
      ? [counted(activities.available_count, 'activity', 'activities')]
      : []),
  ];
}
