import type { Availability } from '@intarsia/domain';

/** A kind of data that an account can have. */
export interface Kind {
  readonly kind: keyof Availability;
  /** Its place below the account's address, and under `/v1/`. */
  readonly path: string;
  readonly title: string;
  /** What one of it is called. */
  readonly one: string;
  /** Said where a scan has found none. */
  readonly none: string;
}

/** Every kind, in the order in which somebody would look at them. */
export const kinds = [
  {
    kind: 'profiles',
    path: 'profiles',
    title: 'Profile',
    one: 'profile',
    none: 'This account has no profile.',
  },
  {
    kind: 'employments',
    path: 'employments',
    title: 'Employments',
    one: 'employment',
    none: 'This account has no employments.',
  },
  {
    kind: 'payouts',
    path: 'payouts',
    title: 'Payouts',
    one: 'payout',
    none: 'Nothing was ever paid out here.',
  },
  {
    kind: 'activities',
    path: 'activities',
    title: 'Activities',
    one: 'activity',
    none: 'This account has no activities.',
  },
  {
    kind: 'documents',
    path: 'documents',
    title: 'Documents',
    one: 'document',
    none: 'This account has no documents.',
  },
  {
    kind: 'vehicles',
    path: 'vehicles',
    title: 'Vehicles',
    one: 'vehicle',
    none: 'This account has no vehicles.',
  },
  {
    kind: 'reputations',
    path: 'reputations',
    title: 'Reputation',
    one: 'reputation',
    none: 'This account has no ratings.',
  },
  {
    kind: 'pay_allocations',
    path: 'pay-allocations',
    title: 'Pay allocations',
    one: 'pay allocation',
    none: 'The source names no destination of pay.',
  },
  {
    kind: 'forms',
    path: 'forms',
    title: 'Forms',
    one: 'form',
    none: 'Nobody has sent in a form.',
  },
] as const satisfies readonly Kind[];

/** The place of a kind below its account. */
export type KindPath = (typeof kinds)[number]['path'];

/** Kinds that scans bring, and of which an account has some; the others happen at a time. */
export const factKinds = [
  'profiles',
  'employments',
  'vehicles',
  'reputations',
  'documents',
  'pay_allocations',
] as const satisfies readonly (keyof Availability)[];

/** The kind at a place below its account. */
export function kindAt(path: KindPath): Kind {
  const found = kinds.find((each) => each.path === path);
  if (!found) throw new Error(`there is no kind ${path}`);
  return found;
}
