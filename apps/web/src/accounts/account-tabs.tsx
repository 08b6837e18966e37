import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { accountsSearch } from '../app/search.ts';
import { type Kind, kinds } from '../resources/kinds.ts';
import { useEnvironment } from '../shell/environment.tsx';
import { count } from '../ui/numbers.ts';
import { useAccount } from './account-context.tsx';

/** The parts of an account's page: how it stands, then each kind of data. */
export function AccountTabs() {
  const { id: environment } = useEnvironment();
  const { id, availability } = useAccount();
  const bar = useRef<HTMLElement>(null);

  // On a narrow window the bar scrolls; what is open should not hide at its end.
  useEffect(() => {
    const { current } = bar;
    const open = current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!current || !open) return;
    current.scrollLeft = open.offsetLeft - (current.clientWidth - open.offsetWidth) / 2;
  });

  return (
    <nav className="tabs" aria-label="Parts of the account" ref={bar}>
      <Link
        to="/$environment/accounts/$id"
        params={{ environment, id }}
        search={accountsSearch}
        activeOptions={{ exact: true, includeSearch: false }}
      >
        Summary
      </Link>
      {kinds
        .filter(({ kind }) => availability[kind] !== undefined)
        .map(({ kind, path, title }) => (
          <Link
            key={kind}
            to="/$environment/accounts/$id/$kind"
            params={{ environment, id, kind: path }}
            search={accountsSearch}
            activeOptions={{ includeSearch: false }}
          >
            {title}
            <Amount value={availability[kind]} />
          </Link>
        ))}
    </nav>
  );
}

/** How many there are, where the account says so. */
function Amount({ value }: { value: ReturnType<typeof useAccount>['availability'][Kind['kind']] }) {
  if (!value || !('available_count' in value)) return null;
  return <span className="muted tabular">{count(value.available_count)}</span>;
}
