import type { LinkTrim } from '@intarsia/domain';
import type { FrameOptions } from '@intarsia/link/protocol';

/** What the page around lets be picked, in the words of the server. */
export function trimOf(options: FrameOptions): LinkTrim {
  return {
    customization_id: options.customizationId,
    link_items: options.linkItems === null ? null : [...options.linkItems],
    exclude_link_items: [...options.excludeLinkItems],
    exclude_categories: [...options.excludeCategories],
    show_categories: [...options.showCategories],
    pay_distribution_items_only: options.payDistributionItemsOnly,
  };
}
