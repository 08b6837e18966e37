import type { CatalogueItem, LinkItem } from '../link-items.ts';

/** An employer's link item that cannot switch pay, with some of it changed. */
export function catalogueItem(
  change: Partial<Omit<CatalogueItem, 'item'>> & { item?: Partial<LinkItem> } = {},
): CatalogueItem {
  const { item, ...own } = change;
  return {
    source: 'gnomedepot',
    employers: 'item',
    connector: 'sandbox',
    data_set: 'payroll',
    scan_hours: 24,
    ...own,
    item: { ...employer, ...item },
  };
}

/** A payroll platform's item, whose employers only a scan can tell. */
export function platformItem(change: Partial<LinkItem> = {}): CatalogueItem {
  return catalogueItem({
    source: 'workbay',
    employers: 'scan',
    item: { id: 'workbay', name: 'Workbay', kind: 'platform', type: 'payroll', ...change },
  });
}

/** An item that takes forms instead of logins. */
export function formItem(change: Partial<LinkItem> = {}): CatalogueItem {
  return catalogueItem({
    source: 'form_link_item',
    employers: 'none',
    connector: 'form',
    data_set: 'forms',
    item: { id: 'form_link_item', name: 'Documents and forms', type: 'forms', ...change },
  });
}

const employer: LinkItem = {
  id: 'gnomedepot',
  item_id: '00000000-0000-7000-8000-00000000beef',
  name: 'Gnome Depot',
  type: 'retail',
  kind: 'employer',
  logo_url: 'https://intarsia.example/logos/gnomedepot.svg',
  status: 'healthy',
  status_details: null,
  known_limitations: null,
  has_two_fa: false,
  is_disabled: false,
  features: {
    pay_distribution_update: {
      supported: false,
      max_allocations: 0,
      amount_allocation: false,
      percent_allocation: false,
      amount_precision: null,
      percent_precision: null,
      action_types: [],
      required_fields: { bank_account: [] },
    },
    pay_distribution_card_update: { supported: false },
  },
};
