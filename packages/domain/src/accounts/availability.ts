import { z } from 'zod';
import { Timestamp, WholeSecond } from '../values.ts';

/** How far the data of one kind has come. */
export const SyncStatus = z.enum(['in_progress', 'synced', 'sync_failed']);
export type SyncStatus = z.infer<typeof SyncStatus>;

/** How many events of one kind there are and which interval they cover; no interval without events. */
export const Extent = z
  .object({
    available_count: z.int().min(0),
    available_from: WholeSecond.nullable(),
    available_to: WholeSecond.nullable(),
  })
  .refine(isExtent, 'must be from ≤ to, and both null exactly while the count is 0');
export type Extent = z.infer<typeof Extent>;

function isExtent(extent: {
  available_count: number;
  available_from: string | null;
  available_to: string | null;
}): boolean {
  const { available_count: count, available_from: from, available_to: to } = extent;
  return from === null || to === null ? from === to && count === 0 : count > 0 && from <= to;
}

const scanned = { status: SyncStatus, updated_at: Timestamp };

/** Availability of facts: things that an account has, such as profiles. */
export const FactAvailability = z.object(scanned);
export type FactAvailability = z.infer<typeof FactAvailability>;

/** Availability of events: payouts and activities. */
export const EventAvailability = z.object({ ...scanned, ...Extent.shape }).refine(isExtent);
export type EventAvailability = z.infer<typeof EventAvailability>;

/** Availability of submitted forms and their files. */
export const FormAvailability = z.object({
  ...scanned,
  available_count: z.int().min(0),
  files_count: z.int().min(0),
  in_progress_count: z.int().min(0),
});
export type FormAvailability = z.infer<typeof FormAvailability>;

/** What is there of an account's data; null for a kind that was never scanned or cannot be. */
export const Availability = z.object({
  profiles: FactAvailability.nullable(),
  employments: FactAvailability.nullable(),
  reputations: FactAvailability.nullable(),
  documents: FactAvailability.nullable(),
  vehicles: FactAvailability.nullable(),
  /** Absent while the client has pay distribution switched off; null when the link item cannot tell. */
  pay_allocations: FactAvailability.nullable().optional(),
  payouts: EventAvailability.nullable(),
  activities: EventAvailability.nullable(),
  /** Null until a form was submitted. */
  forms: FormAvailability.nullable(),
});
export type Availability = z.infer<typeof Availability>;
