import { z } from 'zod';
import { Id, Name, Slug } from './values.ts';

/**
 * What a link item says about switching deposits to a bank account. Every field is always there, so that
 * strictly typed clients can read an item that supports nothing.
 */
export const PayDistributionUpdateFeature = z.object({
  supported: z.boolean(),
  /** How many destinations pay can be split over; 0 when unsupported. */
  max_allocations: z.int().min(0),
  amount_allocation: z.boolean(),
  percent_allocation: z.boolean(),
  /** The finest step, as a decimal; null when there is no such allocation. */
  amount_precision: z.string().nullable(),
  percent_precision: z.string().nullable(),
  action_types: z.array(z.string()),
  required_fields: z.object({ bank_account: z.array(z.string()) }),
});
export type PayDistributionUpdateFeature = z.infer<typeof PayDistributionUpdateFeature>;

/** What a link item says about switching deposits to a card. */
export const PayDistributionCardUpdateFeature = z.discriminatedUnion('supported', [
  z.object({ supported: z.literal(false) }),
  z.object({
    supported: z.literal(true),
    max_allocations: z.int().min(1),
    required_fields: z.object({ card: z.array(z.string()) }),
  }),
]);
export type PayDistributionCardUpdateFeature = z.infer<typeof PayDistributionCardUpdateFeature>;

/** What a link item is: where the person works, drives, publishes, or what pays them. */
export const LinkItemKind = z.enum(['employer', 'gig', 'platform', 'creator', 'benefits']);
export type LinkItemKind = z.infer<typeof LinkItemKind>;

/** How well connections to a link item work at the moment. */
export const LinkItemStatus = z.enum(['healthy', 'issues', 'unavailable']);
export type LinkItemStatus = z.infer<typeof LinkItemStatus>;

/** An employer, gig platform or payroll platform that a person can pick: the documented object. */
export const LinkItem = z.object({
  id: Slug,
  item_id: Id,
  name: Name,
  /** The line of business: `delivery`, `retail`, `payroll` … */
  type: z.string(),
  kind: LinkItemKind,
  logo_url: z.string(),
  status: LinkItemStatus,
  status_details: z.string().nullable(),
  known_limitations: z.string().nullable(),
  /** The login asks for a verification code. */
  has_two_fa: z.boolean(),
  /** Cannot be picked for a new connection. */
  is_disabled: z.boolean(),
  features: z.object({
    pay_distribution_update: PayDistributionUpdateFeature,
    pay_distribution_card_update: PayDistributionCardUpdateFeature,
  }),
});
export type LinkItem = z.infer<typeof LinkItem>;

/** The set of data that the sandbox gives for a link item. */
export type DataSet = 'gig' | 'payroll' | 'forms';

/** A link item with what only this house knows about it. */
export interface CatalogueItem {
  readonly item: LinkItem;
  /** The system that its records come from; equal to the slug for in-house systems. */
  readonly source: string;
  /** Who employs: the item itself at once, whoever the first scan finds, or nobody (forms). */
  readonly employers: 'item' | 'scan' | 'none';
  /** Id of the connector that talks to the source. */
  readonly connector: string;
  readonly data_set: DataSet;
  /** Hours from the end of one scan to the beginning of the next. */
  readonly scan_hours: number;
}

/** The link items of one instance. */
export interface Catalogue {
  /** Every item, sorted by name. */
  list(): readonly CatalogueItem[];
  /** By slug. */
  find(id: string): CatalogueItem | undefined;
  /** Best match first, typos forgiven; nothing for an empty query. */
  search(query: string, limit: number): CatalogueItem[];
}

/** What `account.source` says in a sandbox environment, whatever the link item. */
export const SANDBOX_SOURCE = 'argyle_sandbox';
