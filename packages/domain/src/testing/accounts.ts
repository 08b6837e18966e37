import { type Account, beginScan, connectAccount, newAccount } from '../accounts/index.ts';
import type { CatalogueItem } from '../link-items.ts';
import type { Timestamp } from '../values.ts';
import { catalogueItem } from './link-items.ts';

const at = { id: '018051aa-f7a9-7000-8000-6cfa325e9d69', now: '2026-03-01T09:00:00.000000Z' };
const user = '0180519e-620f-7000-8000-307c086c0773';

/** When and of which item a test's account is; all by default. */
export interface AccountSetup {
  readonly id?: string;
  readonly user?: string;
  readonly now?: Timestamp;
  readonly item?: CatalogueItem;
}

/** An account whose credentials were just submitted. */
export function connectingAccount(setup: AccountSetup = {}): Account {
  const item = setup.item ?? catalogueItem();
  const origin = { user: setup.user ?? user, item, source: item.source };
  return newAccount(origin, { id: setup.id ?? at.id, now: setup.now ?? at.now }).account;
}

/** An account that has just connected. */
export function connectedAccount(setup: AccountSetup = {}): Account {
  const account = connectingAccount(setup);
  return connectAccount(account, { item: setup.item, now: account.created_at }).account;
}

/** An account whose first scan has just begun. */
export function scanningAccount(setup: AccountSetup = {}): Account {
  const account = connectedAccount(setup);
  const item = setup.item ?? catalogueItem();
  return beginScan(account, { item, now: account.created_at }).account;
}
