import type { CatalogueItem } from '@intarsia/domain';
import { Slug } from '@intarsia/domain';
import { z } from 'zod';

/** What of a link item its data depends on: small enough to be kept in a session. */
export const SourceItem = z.object({
  id: Slug,
  /** The name of the link item: what employs, unless `employers` says otherwise. */
  name: z.string(),
  /** The line of business: `delivery`, `retail`, `payroll` … */
  type: z.string(),
  data_set: z.enum(['gig', 'payroll', 'forms']),
  employers: z.enum(['item', 'scan', 'none']),
  /** How pay can be split; `destinations` is 0 where a source tells nothing about it. */
  pay: z.object({
    destinations: z.int(),
    amounts: z.boolean(),
    percents: z.boolean(),
    cards: z.boolean(),
  }),
});
export type SourceItem = z.infer<typeof SourceItem>;

/** The part of a catalogue item that the sandbox's data depends on. */
export function sourceItemOf({ item, data_set, employers }: CatalogueItem): SourceItem {
  const { pay_distribution_update: bank, pay_distribution_card_update: card } = item.features;
  return {
    id: item.id,
    name: item.name,
    type: item.type,
    data_set,
    employers,
    pay: {
      destinations: bank.max_allocations,
      amounts: bank.amount_allocation,
      percents: bank.percent_allocation,
      cards: card.supported,
    },
  };
}
