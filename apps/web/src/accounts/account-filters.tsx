import { NativeSelect } from '@mantine/core';
import type { AccountsSearch } from '../app/search.ts';
import { IdFilter } from '../ui/id-filter.tsx';
import { oneOf } from '../url/search.ts';
import { connectionStates } from './states.ts';

const statuses = ['connected', 'connecting', 'error'] as const;
const choices = [
  { value: '', label: 'Any connection' },
  ...statuses.map((value) => ({ value, label: connectionStates[value].word })),
];

/** Narrows the list to one user and to one state of the connection. */
export function AccountFilters(props: {
  search: AccountsSearch;
  filter(changed: AccountsSearch): void;
}) {
  const { user, status } = props.search;
  const change = (part: {
    user?: string | undefined;
    status?: AccountsSearch['status'] | undefined;
  }) => {
    const next = { user, status, ...part };
    props.filter({
      ...(next.user === undefined ? {} : { user: next.user }),
      ...(next.status === undefined ? {} : { status: next.status }),
    });
  };
  return (
    <search className="filters">
      <IdFilter key={user ?? ''} noun="user" id={user} change={(id) => change({ user: id })} />
      <NativeSelect
        aria-label="Connection"
        data={choices}
        value={status ?? ''}
        onChange={(event) => change({ status: oneOf(event.currentTarget.value, statuses) })}
      />
    </search>
  );
}
