import { TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { accountsSearch, resourcesSearch } from '../app/search.ts';
import { dayFrom } from '../url/search.ts';

const route = getRouteApi('/in/$environment/accounts/$id/$kind');

/** Narrows what has a date to a span of days, both included. */
export function DateFilter() {
  const { from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: { from?: string | undefined; to?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (all) => ({
        ...accountsSearch({ ...all }),
        ...resourcesSearch({ ...all, ...part, page: undefined }),
      }),
      replace: true,
    });
  return (
    <search className="filters rows-filter">
      <Day label="From" value={from} change={(day) => change({ from: day })} />
      <Day label="To" value={to} change={(day) => change({ to: day })} />
      {from !== undefined || to !== undefined ? (
        <button
          type="button"
          className="icon-button"
          aria-label="Show all dates"
          data-tip="Show all dates"
          onClick={() => change({ from: undefined, to: undefined })}
        >
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      ) : null}
    </search>
  );
}

/** A day; it takes effect as soon as it is a whole one. */
function Day(props: {
  label: string;
  value: string | undefined;
  change(day: string | undefined): void;
}) {
  return (
    <TextInput
      // A cleared filter empties the field, while a half-typed day stays as it is.
      key={props.value ?? ''}
      type="date"
      label={props.label}
      defaultValue={props.value ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (value === '' || dayFrom(value) !== undefined) props.change(dayFrom(value));
      }}
    />
  );
}
