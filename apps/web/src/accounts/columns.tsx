import type { Account } from '@intarsia/domain';
import { Link } from '@tanstack/react-router';
import { accountsSearch } from '../app/search.ts';
import { useEnvironment } from '../shell/environment.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { shortId } from '../ui/ids.ts';
import { Moment } from '../ui/moment.tsx';
import type { Column } from '../ui/table.tsx';
import { ConnectionState } from './connection-state.tsx';

/** What a row says about an account. */
export const accountColumns: readonly Column<Account>[] = [
  { name: 'Link item', grow: true, cell: (account) => <AccountLink account={account} /> },
  { name: 'Connection', cell: ({ connection }) => <ConnectionState status={connection.status} /> },
  { name: 'Account', gives: 'second', cell: ({ id }) => <AccountId id={id} /> },
  { name: 'User', gives: 'first', cell: ({ user }) => <UserLink id={user} /> },
  {
    name: 'Created',
    align: 'right',
    gives: 'second',
    cell: ({ created_at }) => <Moment at={created_at} />,
  },
];

function AccountLink({ account }: { account: Account }) {
  const { id: environment } = useEnvironment();
  const { id, link_item, connection } = account;
  return (
    <Link
      to="/$environment/accounts/$id"
      params={{ environment, id }}
      search={accountsSearch}
      className="row-link"
      data-focus-tip={id}
    >
      {link_item}
      <span className="sr-only">, account {shortId(id)}</span>
      {connection.error_code ? (
        <code className="muted error-code">{connection.error_code}</code>
      ) : null}
    </Link>
  );
}

/** The id leads where the row leads; the keyboard gets there by the row's own link. */
function AccountId({ id }: { id: string }) {
  const { id: environment } = useEnvironment();
  return (
    <span className="id">
      <Link
        to="/$environment/accounts/$id"
        params={{ environment, id }}
        search={accountsSearch}
        className="mono quiet-link"
        tabIndex={-1}
        data-tip={id}
      >
        {shortId(id)}
      </Link>
      <CopyButton text={id} what="account id" tip={id} />
    </span>
  );
}

/** A user by the short id, as a link to the person. */
export function UserLink({ id }: { id: string }) {
  const { id: environment } = useEnvironment();
  return (
    <Link to="/$environment/users/$id" params={{ environment, id }} className="mono" data-tip={id}>
      {shortId(id)}
    </Link>
  );
}
