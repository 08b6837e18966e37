import { NativeSelect, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AccountsSearch } from '../app/search.ts';
import { idFrom, oneOf } from '../url/search.ts';
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
      <UserFilter key={user ?? ''} user={user} change={(id) => change({ user: id })} />
      <NativeSelect
        aria-label="Connection"
        data={choices}
        value={status ?? ''}
        onChange={(event) => change({ status: oneOf(event.currentTarget.value, statuses) })}
      />
    </search>
  );
}

/** Takes a user's id; the list changes once it is a whole one. */
function UserFilter(props: { user: string | undefined; change(id: string | undefined): void }) {
  const { user, change } = props;
  const [text, setText] = useState(user ?? '');
  const id = idFrom(text);
  const wrong = text.trim() !== '' && id === undefined;

  useEffect(() => {
    if (id !== undefined && id !== user) change(id);
  }, [id, user, change]);

  return (
    <TextInput
      className="filter-grow"
      aria-label="User id"
      placeholder="User id"
      spellCheck={false}
      value={text}
      error={wrong && text.length >= 36 ? 'This is not the id of a user.' : undefined}
      rightSection={
        text === '' ? null : (
          <button
            type="button"
            className="copy"
            aria-label="Clear the user"
            onClick={() => (user === undefined ? setText('') : change(undefined))}
          >
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        )
      }
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
