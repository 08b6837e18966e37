import type { Account, Availability } from '@intarsia/domain';
import { factKinds } from '../resources/kinds.ts';
import { counted } from '../ui/numbers.ts';
import { utcDay } from '../ui/times.ts';

/** How far something has come. */
export type Reached = 'done' | 'now' | 'failed' | 'ahead';

/** A stage on the way from a submitted login to all data; the kinds of data in it, each with its state. */
export interface Stage {
  readonly word: string;
  readonly state: Reached;
  readonly parts?: readonly Reached[];
}

const eventKinds = ['payouts', 'activities'] as const;
const CONNECTED = 1;

/** How far an account has come on its way: a diamond for each stage, or for each kind of data in it. */
export function stagesOf({ connection, was_connected, availability }: Account): Stage[] {
  const facts = availability.profiles !== null && areRead(availability, factKinds);
  const events = availability.payouts !== null && areRead(availability, eventKinds);
  const failed = connection.status === 'error';
  const again = connection.status === 'connecting';
  const done = [true, was_connected && !again, facts && !again, events && !again];
  // An account that lost its session after everything was read has failed to stay connected.
  const current = failed && !done.includes(false) ? CONNECTED : done.indexOf(false);
  const reached = done.map((isDone, index): Reached => {
    if (index !== current) return isDone ? 'done' : 'ahead';
    return failed ? 'failed' : 'now';
  });
  const [login = 'done', connected = 'ahead', first = 'ahead', last = 'ahead'] = reached;
  return [
    { word: 'Login submitted', state: login },
    { word: 'Connected', state: connected },
    { word: 'Facts', state: first, parts: partsOf(availability, factKinds, first) },
    { word: 'Payouts and activities', state: last, parts: partsOf(availability, eventKinds, last) },
  ];
}

type ReadKind = (typeof factKinds)[number] | (typeof eventKinds)[number];

function areRead(availability: Availability, kinds: readonly ReadKind[]): boolean {
  return kinds.every((kind) => (availability[kind]?.status ?? 'synced') === 'synced');
}

/** The kinds of a stage; those that the source does not have are left out once that is known. */
function partsOf(
  availability: Availability,
  kinds: readonly ReadKind[],
  stage: Reached,
): Reached[] {
  const known = availability.profiles !== null;
  return kinds
    .filter((kind) => !known || availability[kind])
    .map((kind) => {
      if (stage === 'done' || stage === 'ahead') return stage;
      return availability[kind]?.status === 'synced' ? 'done' : stage;
    });
}

/** What is going on with an account, in words. */
export interface Progress {
  readonly stage: string;
  /** Figures that grow while it goes on. */
  readonly figures?: string;
}

/** The stage that an account is in; undefined where the cause of an error says more. */
export function progressOf(account: Account): Progress | undefined {
  const { connection, availability } = account;
  if (connection.status === 'error') return undefined;
  if (connection.status === 'connecting') return { stage: 'The login is being checked.' };
  const { profiles, payouts } = availability;
  if (!profiles) return { stage: 'The first scan begins in a moment.' };
  if (profiles.status === 'in_progress') {
    return { stage: 'Reading who the person is and where they work.' };
  }
  if (!areRead(availability, factKinds)) {
    return { stage: 'Reading documents, vehicles and what else there is.' };
  }
  const figures = figuresOf(availability);
  if (payouts?.status === 'in_progress') {
    return { stage: 'Reading payouts and activities, newest first.', figures };
  }
  return { stage: 'All that there is has been read.', figures };
}

function figuresOf({ payouts, activities }: Availability): string {
  const counts = [
    counted(payouts?.available_count ?? 0, 'payout'),
    counted(activities?.available_count ?? 0, 'activity', 'activities'),
  ].join(', ');
  // Both kinds are there from the later of the two moments on.
  const since = [payouts?.available_from, activities?.available_from]
    .filter((from) => typeof from === 'string')
    .sort()
    .at(-1);
  return since === undefined ? counts : `${counts}, back to ${utcDay(since)}`;
}

/** What a scan brought, told by what was there before it. */
export function newsBetween(before: Availability, after: Availability): string {
  const gained = (kind: 'payouts' | 'activities') =>
    (after[kind]?.available_count ?? 0) - (before[kind]?.available_count ?? 0);
  const news = [
    ...(gained('payouts') > 0 ? [counted(gained('payouts'), 'new payout')] : []),
    ...(gained('activities') > 0
      ? [counted(gained('activities'), 'new activity', 'new activities')]
      : []),
  ];
  return news.length === 0
    ? 'The scan found nothing new.'
    : `The scan found ${news.join(' and ')}.`;
}
