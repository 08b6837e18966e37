import type { LinkTrim } from '@intarsia/domain';
import type { FrameOptions } from '@intarsia/link/protocol';

/** The longest name that the server takes; nothing there is called by a longer one. */
const LONGEST_NAME = 100;

/** What the page around lets be picked, in the words of the server. */
export function trimOf(options: FrameOptions): LinkTrim {
  const { customizationId, linkItems } = options;
  return {
    customization_id: customizationId && named(customizationId),
    link_items: linkItems?.map(named),
    exclude_link_items: options.excludeLinkItems.map(named),
    exclude_categories: options.excludeCategories.map(named),
    show_categories: options.showCategories.map(named),
    pay_distribution_items_only: options.payDistributionItemsOnly,
  };
}

/** A name; empty where nothing can have it. It keeps its place: a list of such names is not a list of none. */
function named(name: string): string {
  return name.length > LONGEST_NAME ? '' : name;
}
