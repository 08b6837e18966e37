import type { LinkItem } from '@intarsia/domain';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { ItemLogo } from '../link-items/item-logo.tsx';
import { useLinkItems } from '../link-items/use-link-items.ts';
import { Problem } from '../ui/problem.tsx';

/** Link items to pick from, found by typing. Those that take no login are left out. */
export function ItemPicker(props: { chosen: LinkItem | undefined; choose(item: LinkItem): void }) {
  const [q, setQ] = useState('');
  const name = useId();
  const items = useQuery(useLinkItems(q));
  const fit = items.data?.results.filter(takesLogin) ?? [];
  return (
    <fieldset className="picker">
      <legend>Link item</legend>
      <TextInput
        data-autofocus
        type="search"
        aria-label="Search link items"
        placeholder="Search by name"
        value={q}
        spellCheck={false}
        leftSection={<Search size={16} strokeWidth={1.5} aria-hidden="true" />}
        onChange={(event) => setQ(event.currentTarget.value)}
        // Enter would submit the form around it.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {items.error ? <Problem error={items.error} /> : null}
      <div className="picker-list" role="radiogroup" aria-label="Link items">
        {fit.map((item) => (
          <label key={item.id} className="picker-item">
            <input
              type="radio"
              name={name}
              value={item.id}
              checked={props.chosen?.id === item.id}
              onChange={() => props.choose(item)}
            />
            <ItemLogo url={item.logo_url} />
            <span className="picker-text">
              <span>{item.name}</span>
              <span className="muted small">{noteOf(item)}</span>
            </span>
          </label>
        ))}
        {items.data && fit.length === 0 ? (
          <p className="muted picker-none">No link item is called like that.</p>
        ) : null}
      </div>
      <p className="sr-only" role="status">
        {items.data ? `${fit.length} link items` : ''}
      </p>
    </fieldset>
  );
}

/** Forms take documents instead of a login, and what is disabled takes nothing. */
function takesLogin({ is_disabled, type }: LinkItem): boolean {
  return !is_disabled && type !== 'documents';
}

function noteOf({ kind, type, has_two_fa }: LinkItem): string {
  return [kind, type, ...(has_two_fa ? ['asks for a code'] : [])].join(' · ');
}
