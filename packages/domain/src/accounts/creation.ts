import type { EnvironmentKind } from '../clients.ts';
import { invalidField } from '../errors.ts';
import { type CatalogueItem, SANDBOX_SOURCE } from '../link-items.ts';
import { DAY, later, type Timestamp } from '../values.ts';
import type { Account } from './account.ts';
import type { Availability } from './availability.ts';
import { type AccountChange, isFormItem, notBefore, told } from './changes.ts';

/** Whose account it is, of what, and from which system its records will come. */
export interface AccountOrigin {
  readonly user: string;
  readonly item: CatalogueItem;
  readonly source: string;
}

/** Where the records of an item's accounts come from: in a sandbox always the same name. */
export function sourceOf(item: CatalogueItem, kind: EnvironmentKind): string {
  return kind === 'sandbox' ? SANDBOX_SOURCE : item.source;
}

/** An account whose credentials were just submitted. */
export function newAccount(
  origin: AccountOrigin,
  at: { id: string; now: Timestamp },
): AccountChange {
  if (isFormItem(origin.item)) throw invalidField('link_item', 'takes forms, not a login');
  return accountOf(origin, at);
}

/** An account that only holds forms. It stays `connecting` and never connects. */
export function newFormAccount(
  origin: AccountOrigin,
  at: { id: string; now: Timestamp },
): AccountChange {
  if (!isFormItem(origin.item)) throw invalidField('link_item', 'takes a login, not forms');
  return accountOf(origin, at);
}

function accountOf(origin: AccountOrigin, at: { id: string; now: Timestamp }): AccountChange {
  const { id: link_item, name } = origin.item.item;
  const account: Account = {
    id: at.id,
    user: origin.user,
    employers: origin.item.employers === 'item' ? [name] : [],
    link_item,
    data_partner: link_item,
    source: origin.source,
    created_at: at.now,
    updated_at: at.now,
    was_connected: false,
    status: 'connecting',
    error_code: null,
    connection: { status: 'connecting', error_code: null, error_message: null, updated_at: at.now },
    pay_distribution: {
      status: 'idle',
      error_code: null,
      error: null,
      error_message: null,
      updated_at: at.now,
    },
    availability: nothingYet(),
  };
  return told(account, 'accounts.added', 'accounts.updated');
}

function nothingYet(): Availability {
  return {
    profiles: null,
    employments: null,
    reputations: null,
    documents: null,
    vehicles: null,
    pay_allocations: null,
    payouts: null,
    activities: null,
    forms: null,
  };
}

/** The event of an account's removal, by whatever way it goes. It keeps no copy of the account. */
export function removeAccount(account: Account, now: Timestamp): AccountChange {
  const data = { account: account.id, user: account.user };
  return {
    account,
    events: [{ type: 'accounts.removed', occurred_at: notBefore(account, now), data }],
  };
}

/** When an account is to be looked at for removal, should it never connect. */
export function purgeAt(account: Account): Timestamp {
  return later(account.created_at, 30 * DAY);
}

/** Whether an account may be removed: never connected in thirty days, and no forms in it. */
export function isPurgeable(account: Account, now: Timestamp): boolean {
  return !account.was_connected && account.availability.forms === null && now >= purgeAt(account);
}
