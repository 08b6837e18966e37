import { z } from 'zod';
import { isFormItem } from '../accounts/changes.ts';
import { type CatalogueItem, LinkItem } from '../link-items.ts';

/** A link item as Link shows it: what a person picks by, and what follows. */
export const LinkItemCard = LinkItem.pick({
  name: true,
  type: true,
  kind: true,
  logo_url: true,
  status: true,
  status_details: true,
  known_limitations: true,
  has_two_fa: true,
  is_disabled: true,
}).extend({
  id: z.string(),
  /** It takes documents and answers instead of a login. */
  takes_forms: z.boolean(),
  /** Where its pay goes can be switched, to a bank account or to a card. */
  switches_pay: z.boolean(),
});
export type LinkItemCard = z.infer<typeof LinkItemCard>;

/** The card of a link item. */
export function cardOf(entry: CatalogueItem): LinkItemCard {
  const { item } = entry;
  return {
    id: item.id,
    name: item.name,
    type: item.type,
    kind: item.kind,
    logo_url: item.logo_url,
    status: item.status,
    status_details: item.status_details,
    known_limitations: item.known_limitations,
    has_two_fa: item.has_two_fa,
    is_disabled: item.is_disabled,
    takes_forms: isFormItem(entry),
    switches_pay: switchesPay(item),
  };
}

/** The card of a link item that the catalogue has no longer: an account may outlive it. */
export function cardOfGone(id: string): LinkItemCard {
  return {
    id,
    name: id,
    type: '',
    kind: 'employer',
    logo_url: '',
    status: 'unavailable',
    status_details: null,
    known_limitations: null,
    has_two_fa: false,
    is_disabled: true,
    takes_forms: false,
    switches_pay: false,
  };
}

/** Whether pay can be switched at a link item. */
export function switchesPay({ features }: Pick<LinkItem, 'features'>): boolean {
  const { pay_distribution_update: bank, pay_distribution_card_update: card } = features;
  return bank.supported || card.supported;
}
