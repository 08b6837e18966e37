import type { Page } from '@intarsia/domain';
import { keepPreviousData, skipToken } from '@tanstack/react-query';
import { getRouteApi, useMatch } from '@tanstack/react-router';
import { useAccount } from '../accounts/account-context.tsx';
import { paceOf } from '../accounts/states.ts';

const route = getRouteApi('/in/$environment/accounts/$id/$kind');
const PAGE = 50;

/** What is asked, and how often. */
interface Asked {
  readonly many: { account: string; limit: number; cursor?: string };
  readonly events: Asked['many'] & { from_start_date?: string; to_start_date?: string };
  readonly one: typeof skipToken | { id: string };
  readonly pace: { refetchInterval: number };
  /** Of lists the older answer stays until the next one is there. */
  readonly kept: Asked['pace'] & { placeholderData: typeof keepPreviousData };
}

/** What the address asks of the account's data: which page of the list, which dates, which row. */
export function useAsked(): Asked {
  const account = useAccount();
  const { page, from, to } = route.useSearch();
  const row = useOpenRow();
  const pace = { refetchInterval: paceOf(account) };
  const many = {
    account: account.id,
    limit: PAGE,
    ...(page === undefined ? {} : { cursor: page }),
  };
  const dates = {
    ...(from === undefined ? {} : { from_start_date: from }),
    ...(to === undefined ? {} : { to_start_date: to }),
  };
  return {
    many,
    events: { ...many, ...dates },
    one: row === undefined ? skipToken : { id: row },
    pace,
    kept: { ...pace, placeholderData: keepPreviousData },
  };
}

/** The id of the row that is open beside its list. */
export function useOpenRow(): string | undefined {
  return useMatch({
    from: '/in/$environment/accounts/$id/$kind/$row',
    shouldThrow: false,
  })?.params.row;
}

/** What is known of a list: as much of a query as a table needs. */
export interface Listed<Row> {
  readonly data: Page<Row> | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isPlaceholderData: boolean;
  refetch(): unknown;
}

/** What is known of one row. */
export type Found<Row> = Pick<Listed<Row>, 'error' | 'refetch'> & {
  readonly data: Row | undefined;
};
