import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAccount } from '../accounts/account-context.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import type { KindPath } from './kinds.ts';

/** What a row is called; the whole row opens it beside the list. */
export function RowLink(props: { kind: KindPath; id: string; children: ReactNode }) {
  const { id: environment } = useEnvironment();
  const account = useAccount();
  return (
    <Link
      to="/$environment/accounts/$id/$kind/$row"
      params={{ environment, id: account.id, kind: props.kind, row: props.id }}
      search
      className="row-link"
    >
      {props.children}
    </Link>
  );
}
