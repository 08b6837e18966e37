import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAccount } from '../accounts/account-context.tsx';
import { Raw } from '../keys/raw.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { BackMark } from '../ui/back.tsx';
import { FocusHeading } from '../ui/focus-heading.tsx';
import { Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';

/** One row in detail, beside its list; at the end as the API gives it, with the call that does. */
export function RowPanel(props: {
  /** What it is: "payout". */
  noun: string;
  /** Its kind below the account's address and below `/v1/`. */
  path: string;
  list: string;
  row: { readonly id: string } | undefined;
  parts: { readonly title: ReactNode; readonly content: ReactNode } | undefined;
  /** It belongs to another account. */
  foreign: boolean;
  error: unknown;
}) {
  const { noun, path, row, parts, foreign, error } = props;
  return (
    <aside className="row-panel" aria-label={`One ${noun}`}>
      <div className="row-panel-top">
        <p className="muted small">{noun.charAt(0).toUpperCase() + noun.slice(1)}</p>
        <CloseLink path={path} list={props.list} />
      </div>
      {row && parts ? (
        <>
          <FocusHeading as="h2" className="row-panel-title">
            {parts.title}
          </FocusHeading>
          {parts.content}
          <Raw value={row} path={`/v1/${path}/${row.id}`} />
        </>
      ) : null}
      {foreign ? <p>This {noun} belongs to another account.</p> : null}
      {!row && !foreign && error ? <Problem error={error} /> : null}
      {!row && !foreign && !error ? <Waiting lines={6} what={`the ${noun}`} /> : null}
    </aside>
  );
}

function CloseLink({ path, list }: { path: string; list: string }) {
  const { id: environment } = useEnvironment();
  const { id } = useAccount();
  return (
    <Link
      to="/$environment/accounts/$id/$kind"
      params={{ environment, id, kind: path }}
      search
      className="detail-link"
    >
      <BackMark list={list} />
    </Link>
  );
}
