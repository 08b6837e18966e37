import { z } from 'zod';
import type { Availability } from '../accounts/availability.ts';
import { Activity } from './activities.ts';
import { Document } from './documents.ts';
import { Employment } from './employments.ts';
import { Form } from './forms.ts';
import { PayAllocation } from './pay-allocations.ts';
import { Payout } from './payouts.ts';
import { Profile } from './profiles.ts';
import { Reputation } from './reputations.ts';
import { Vehicle } from './vehicles.ts';

/** The nine kinds of data that an account can have. */
export const ResourceKind = z.enum([
  'profiles',
  'employments',
  'documents',
  'vehicles',
  'payouts',
  'activities',
  'reputations',
  'pay_allocations',
  'forms',
]);
export type ResourceKind = z.infer<typeof ResourceKind>;

interface ResourceKindFacts {
  /** Its place under `/v1/`. */
  readonly path: string;
  /** What one of it is called, also as the key of its id in events. */
  readonly one: string;
  /** A fact is a thing that an account has; an event happened at a time and stays. */
  readonly nature: 'fact' | 'event';
  /** The date that lists sort by, newest first. */
  readonly date: 'created_at' | 'payout_date' | 'start_date';
  readonly availability: keyof Availability;
  /** Brought by scans; otherwise sent in by people. */
  readonly scanned: boolean;
  readonly model: z.ZodObject;
}

const fact = { nature: 'fact', date: 'created_at', scanned: true } as const;

/** All that differs from kind to kind, in the order of the reference. */
export const resourceKinds = {
  profiles: {
    ...fact,
    path: 'profiles',
    one: 'profile',
    availability: 'profiles',
    model: Profile,
  },
  employments: {
    ...fact,
    path: 'employments',
    one: 'employment',
    availability: 'employments',
    model: Employment,
  },
  documents: {
    ...fact,
    path: 'documents',
    one: 'document',
    availability: 'documents',
    model: Document,
  },
  vehicles: {
    ...fact,
    path: 'vehicles',
    one: 'vehicle',
    availability: 'vehicles',
    model: Vehicle,
  },
  payouts: {
    path: 'payouts',
    one: 'payout',
    nature: 'event',
    date: 'payout_date',
    availability: 'payouts',
    scanned: true,
    model: Payout,
  },
  activities: {
    path: 'activities',
    one: 'activity',
    nature: 'event',
    date: 'start_date',
    availability: 'activities',
    scanned: true,
    model: Activity,
  },
  reputations: {
    ...fact,
    path: 'reputations',
    one: 'reputation',
    availability: 'reputations',
    model: Reputation,
  },
  pay_allocations: {
    ...fact,
    path: 'pay-allocations',
    one: 'pay_allocation',
    availability: 'pay_allocations',
    model: PayAllocation,
  },
  forms: {
    ...fact,
    path: 'forms',
    one: 'form',
    availability: 'forms',
    scanned: false,
    model: Form,
  },
} as const satisfies Record<ResourceKind, ResourceKindFacts>;

/** The resource of each kind. */
export interface Resources {
  profiles: Profile;
  employments: Employment;
  documents: Document;
  vehicles: Vehicle;
  payouts: Payout;
  activities: Activity;
  reputations: Reputation;
  pay_allocations: PayAllocation;
  forms: Form;
}

/** Any resource, or one of the given kind. */
export type Resource<Kind extends ResourceKind = ResourceKind> = Resources[Kind];
