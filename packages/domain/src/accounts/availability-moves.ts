import type { Timestamp } from '../values.ts';
import type {
  Availability,
  EventAvailability,
  Extent,
  FactAvailability,
  SyncStatus,
} from './availability.ts';

type Fact = FactAvailability | null;
type Events = EventAvailability | null;

type FactName =
  | 'profiles'
  | 'employments'
  | 'reputations'
  | 'documents'
  | 'vehicles'
  | 'pay_allocations';

/** What happens to the kinds of data that a scan pulls; forms come from people, never from scans. */
export interface AvailabilityMove {
  fact(now: FactAvailability, kind: FactName): Fact;
  events(now: EventAvailability, kind: 'payouts' | 'activities'): Events;
}

/** Applies a move to every kind that was ever scanned. Kinds that are null stay so. */
export function moveAvailability(availability: Availability, move: AvailabilityMove): Availability {
  const fact = (now: Fact, kind: FactName) => now && move.fact(now, kind);
  const { pay_allocations, payouts, activities } = availability;
  return {
    profiles: fact(availability.profiles, 'profiles'),
    employments: fact(availability.employments, 'employments'),
    reputations: fact(availability.reputations, 'reputations'),
    documents: fact(availability.documents, 'documents'),
    vehicles: fact(availability.vehicles, 'vehicles'),
    ...(pay_allocations === undefined
      ? {}
      : { pay_allocations: fact(pay_allocations, 'pay_allocations') }),
    payouts: payouts && move.events(payouts, 'payouts'),
    activities: activities && move.events(activities, 'activities'),
    forms: availability.forms,
  };
}

/** Availability at the beginning of the first scan. */
export function firstScan(
  availability: Availability,
  at: { now: Timestamp; pay_allocations: boolean },
): Availability {
  const fact: FactAvailability = { status: 'in_progress', updated_at: at.now };
  const none: Extent = { available_count: 0, available_from: null, available_to: null };
  const { pay_allocations } = availability;
  return {
    profiles: fact,
    employments: fact,
    reputations: fact,
    documents: fact,
    vehicles: fact,
    ...(pay_allocations === undefined ? {} : { pay_allocations: at.pay_allocations ? fact : null }),
    payouts: { ...fact, ...none },
    activities: { ...fact, ...none },
    forms: availability.forms,
  };
}

/** Availability after a scan that was under way cannot go on. Finished kinds are left as they are. */
export function endScan(availability: Availability, now: Timestamp): Availability {
  const ended = <T extends { status: SyncStatus; updated_at: Timestamp }>(part: T): T =>
    part.status === 'in_progress' ? { ...part, status: 'sync_failed', updated_at: now } : part;
  return moveAvailability(availability, { fact: ended, events: ended });
}

/** Availability with every scanned kind in one status. */
export function allIn(
  status: SyncStatus,
  availability: Availability,
  now: Timestamp,
): Availability {
  const to = <T extends object>(part: T): T & { status: SyncStatus; updated_at: Timestamp } => ({
    ...part,
    status,
    updated_at: now,
  });
  return moveAvailability(availability, { fact: to, events: to });
}
