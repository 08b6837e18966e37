import { createHash } from 'node:crypto';
import type { CatalogueItem, LinkItem, LinkItemKind, LinkItemStatus } from '@intarsia/domain';
import { drawLogo } from './logo.ts';

/** How pay can be switched: not at all, to one account, in amounts, or in amounts and percentages. */
type PaySwitch = 'none' | 'whole' | 'amounts' | 'shares';

/** A link item as it is written down in a pack; everything not said is the ordinary case. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly kind: LinkItemKind;
  readonly pay: PaySwitch;
  /** Pay can go to a card too. */
  readonly card?: boolean;
  readonly source?: string;
  readonly connector?: string;
  readonly employers?: CatalogueItem['employers'];
  readonly data_set?: CatalogueItem['data_set'];
  readonly scan_hours?: number;
  readonly has_two_fa?: boolean;
  readonly is_disabled?: boolean;
  readonly status?: LinkItemStatus;
  readonly status_details?: string;
  readonly known_limitations?: string;
}

/** The whole link item that a short entry stands for. */
export function catalogueItem(entry: Entry): CatalogueItem {
  return {
    item: {
      id: entry.id,
      item_id: itemId(entry.id),
      name: entry.name,
      type: entry.type,
      kind: entry.kind,
      logo_url: drawLogo(entry.id, entry.name),
      status: entry.status ?? 'healthy',
      status_details: entry.status_details ?? null,
      known_limitations: entry.known_limitations ?? null,
      has_two_fa: entry.has_two_fa ?? false,
      is_disabled: entry.is_disabled ?? false,
      features: featuresOf(entry),
    },
    source: entry.source ?? entry.id,
    employers: entry.employers ?? (entry.kind === 'platform' ? 'scan' : 'item'),
    connector: entry.connector ?? 'sandbox',
    data_set: entry.data_set ?? (entry.kind === 'gig' ? 'gig' : 'payroll'),
    // On platforms something is new every day, in payrolls hardly once a week.
    scan_hours: entry.scan_hours ?? (entry.kind === 'gig' ? 12 : 24),
  };
}

/** The namespace of all `item_id`s: never change it, clients store them. */
const NAMESPACE = Buffer.from('5f1c1e0b8a8d4b0e9c5a6c1f0d2b7e43', 'hex');

/** A name-based UUID (version 5, RFC 9562) of the slug: the same on every instance and in every release. */
function itemId(slug: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(slug).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function featuresOf(entry: Entry): LinkItem['features'] {
  const splits = entry.pay === 'amounts' || entry.pay === 'shares';
  return {
    pay_distribution_update: {
      supported: entry.pay !== 'none',
      max_allocations: { none: 0, whole: 1, amounts: 8, shares: 4 }[entry.pay],
      amount_allocation: splits,
      percent_allocation: entry.pay === 'shares',
      amount_precision: splits ? '0.01' : null,
      percent_precision: entry.pay === 'shares' ? '1' : null,
      action_types: [],
      required_fields: { bank_account: entry.pay === 'none' ? [] : requiredOf(entry.kind) },
    },
    pay_distribution_card_update: entry.card
      ? { supported: true, max_allocations: 1, required_fields: { card: [...CARD_FIELDS] } }
      : { supported: false },
  };
}

const CARD_FIELDS = [
  'card_number',
  'card_cvc_cvv',
  'expiration_year',
  'expiration_month',
  'postal_code',
];

/** Payroll systems also ask which bank it is; gig platforms look it up by its routing number. */
function requiredOf(kind: LinkItemKind): string[] {
  const fields = ['routing_number', 'account_number', 'account_type'];
  return kind === 'gig' ? fields : ['bank_name', ...fields];
}
