import { z } from 'zod';
import type { Json } from '../json.ts';
import { Activity } from './activities.ts';
import { Document } from './documents.ts';
import { Employment } from './employments.ts';
import { PayAllocation } from './pay-allocations.ts';
import { Payout } from './payouts.ts';
import { Profile } from './profiles.ts';
import { Reputation } from './reputations.ts';
import { Vehicle } from './vehicles.ts';

/** What a source calls a record. It never changes, so that a later scan finds the same row. */
export const SourceId = z.string().min(1).max(200);
export type SourceId = z.infer<typeof SourceId>;

/** What only this house knows of a resource, or what stands beside the data. */
const ours = {
  id: true,
  account: true,
  employer: true,
  created_at: true,
  updated_at: true,
} as const;

const head = { source_id: SourceId, employer: z.string().nullable() };

const ScannedProfile = z.object({
  kind: z.literal('profiles'),
  ...head,
  data: Profile.omit(ours),
});
const ScannedEmployment = z.object({
  kind: z.literal('employments'),
  ...head,
  data: Employment.omit(ours),
});
const ScannedDocument = z.object({
  kind: z.literal('documents'),
  ...head,
  data: Document.omit({ ...ours, file_url: true }),
  /** What its file shows; only the connector that gave it can draw it. Null when there is no file. */
  content: z.custom<Json>((value) => value !== undefined, 'must be JSON or null'),
});
const ScannedVehicle = z.object({
  kind: z.literal('vehicles'),
  ...head,
  data: Vehicle.omit(ours),
});
const ScannedPayout = z.object({
  kind: z.literal('payouts'),
  ...head,
  data: Payout.omit({ ...ours, document_id: true }),
  /** The source's id of the document that shows this payment. */
  document: SourceId.nullable(),
});
const ScannedActivity = z.object({
  kind: z.literal('activities'),
  ...head,
  data: Activity.omit(ours),
});
const ScannedReputation = z.object({
  kind: z.literal('reputations'),
  ...head,
  data: Reputation.omit(ours),
});
const ScannedPayAllocation = z.object({
  kind: z.literal('pay_allocations'),
  ...head,
  data: PayAllocation.omit(ours),
});

/** A record as a connector gives it: the resource without what only this house knows. */
export const ScannedRecord = z.discriminatedUnion('kind', [
  ScannedProfile,
  ScannedEmployment,
  ScannedDocument,
  ScannedVehicle,
  ScannedPayout,
  ScannedActivity,
  ScannedReputation,
  ScannedPayAllocation,
]);
export type AnyScannedRecord = z.infer<typeof ScannedRecord>;

/** The kinds that scans bring. */
export type ScannedKind = AnyScannedRecord['kind'];

/** A record of any kind, or of the given one. */
export type ScannedRecord<Kind extends ScannedKind = ScannedKind> = Extract<
  AnyScannedRecord,
  { kind: Kind }
>;
