import { dayFrom, idFrom, oneOf, pathFrom, textFrom } from '../url/search.ts';

/** Where to go after signing in. */
export interface SignInSearch {
  readonly to?: string;
}

/** Filters of the users, as they stand in the URL. */
export interface UsersSearch {
  readonly q?: string;
  readonly cursor?: string;
}

/** Filters of the accounts. */
export interface AccountsSearch {
  readonly user?: string;
  readonly status?: 'connecting' | 'connected' | 'error';
  readonly cursor?: string;
}

/** Filters of the link items. */
export interface LinkItemsSearch {
  readonly q?: string;
}

/** Which part of an account's data: the page of its list, and for what has a date from when to when. */
export interface ResourcesSearch {
  /** A day, `2026-01-31`. */
  readonly from?: string;
  readonly to?: string;
  readonly page?: string;
}

/** The page of a list of webhooks, and of what was sent to one of them. */
export interface WebhooksSearch {
  readonly cursor?: string;
}
export interface DeliveriesSearch {
  readonly page?: string;
}

/** Filters of the events. */
export interface EventsSearch {
  readonly type?: string;
  readonly account?: string;
  readonly user?: string;
}

type Raw = Record<string, unknown>;

export function signInSearch({ to }: Raw): SignInSearch {
  return given({ to: pathFrom(to) });
}

export function usersSearch({ q, cursor }: Raw): UsersSearch {
  return given({ q: textFrom(q), cursor: textFrom(cursor) });
}

export function accountsSearch({ user, status, cursor }: Raw): AccountsSearch {
  return given({
    user: idFrom(user),
    status: oneOf(status, ['connecting', 'connected', 'error'] as const),
    cursor: textFrom(cursor),
  });
}

export function linkItemsSearch({ q }: Raw): LinkItemsSearch {
  return given({ q: textFrom(q) });
}

export function resourcesSearch({ from, to, page }: Raw): ResourcesSearch {
  return given({ from: dayFrom(from), to: dayFrom(to), page: textFrom(page) });
}

export function webhooksSearch({ cursor }: Raw): WebhooksSearch {
  return given({ cursor: textFrom(cursor) });
}

export function deliveriesSearch({ page }: Raw): DeliveriesSearch {
  return given({ page: textFrom(page) });
}

export function eventsSearch({ type, account, user }: Raw): EventsSearch {
  return given({ type: textFrom(type), account: idFrom(account), user: idFrom(user) });
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what is there, so that a cleared filter leaves no trace in the URL. */
function given<T extends Record<string, unknown>>(filters: T): Given<T> {
  // Safe: nothing is changed but that members without a value are left out.
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
