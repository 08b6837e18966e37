import { IntarsiaError } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import type { CatalogueItem } from '../link-items.ts';
import type { Timestamp } from '../values.ts';
import type { Account } from './account.ts';

/** A moved account with the events that must be committed with it. */
export interface AccountChange {
  readonly account: Account;
  readonly events: DomainEvent[];
}

/** When a move happens, and what the catalogue says of the account's link item, if it still knows it. */
export interface AccountMoment {
  readonly now: Timestamp;
  readonly item: CatalogueItem | undefined;
}

/** Events that carry nothing but the account. */
type PlainType =
  | 'accounts.added'
  | 'accounts.connected'
  | 'accounts.updated'
  | 'accounts.pay_distribution_success';

/** The account's next moment: time never runs backwards on it, even when two machines disagree. */
export function notBefore(account: Account, now: Timestamp): Timestamp {
  return now > account.updated_at ? now : account.updated_at;
}

/** One plain event of the account as it is now. */
export function plainEvent(type: PlainType, account: Account): DomainEvent {
  return {
    type,
    occurred_at: account.updated_at,
    data: { account: account.id, user: account.user },
    resource: account,
  };
}

/** The account and plain events about it, in this order. */
export function told(account: Account, ...types: PlainType[]): AccountChange {
  return { account, events: types.map((type) => plainEvent(type, account)) };
}

/** Refuses a move that the documents do not know. What else there is to say of its start is for people. */
export function illegal(from: string, to: string, what?: string): IntarsiaError {
  const start = what === undefined ? from : `${from} (${what})`;
  return new IntarsiaError('transition_illegal', `An account cannot go from ${start} to ${to}.`, {
    fields: { from: [from], to: [to] },
  });
}

/** Refuses to move a form account: nothing ever logs in there, so it stays as it was made. */
export function refuseForm(account: Account, item: CatalogueItem | undefined, to: string): void {
  if (item !== undefined && isFormItem(item)) {
    throw illegal(account.connection.status, to, 'a form account');
  }
}

/** Whether a link item takes forms instead of logins. */
export function isFormItem(item: CatalogueItem): boolean {
  return item.data_set === 'forms';
}
