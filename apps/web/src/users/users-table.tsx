import { getRouteApi, Link } from '@tanstack/react-router';
import { CopyButton } from '../ui/copy.tsx';
import { shortId } from '../ui/ids.ts';
import { Moment } from '../ui/moment.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { PagedTable } from '../ui/paged-table.tsx';
import type { Column } from '../ui/table.tsx';
import { metadataLine } from './metadata-line.ts';
import type { User } from './user.ts';

const route = getRouteApi('/in/$environment/users');

/** One page of users. */
export function UsersTable(props: {
  page: { results: User[]; next: string | null; previous: string | null; count: number };
  stale: boolean;
  selected: string | undefined;
}) {
  return (
    <PagedTable
      caption="Users, newest first"
      columns={columns}
      noun={['user', 'users']}
      link={(cursor, text) => (
        <Link from="/$environment/users" to="." search={(search) => ({ ...search, cursor })}>
          {text}
        </Link>
      )}
      {...props}
    />
  );
}

const columns: readonly Column<User>[] = [
  { name: 'User', cell: ({ id }) => <UserLink id={id} /> },
  {
    name: 'Metadata',
    grow: true,
    cell: ({ external_metadata }) => <MetadataCell value={external_metadata} />,
  },
  {
    name: 'Employers',
    gives: 'first',
    cell: ({ employers_connected }) => <Names names={employers_connected} />,
  },
  {
    name: 'Link items',
    gives: 'first',
    cell: ({ data_providers_connected }) => <Names names={data_providers_connected} />,
  },
  {
    name: 'Created',
    align: 'right',
    gives: 'second',
    cell: ({ created_at }) => <Moment at={created_at} />,
  },
];

function UserLink({ id }: { id: string }) {
  const { environment } = route.useParams();
  return (
    <span className="id">
      <Link
        to="/$environment/users/$id"
        params={{ environment, id }}
        search
        className="row-link"
        data-focus-tip={id}
      >
        <span className="mono" data-tip={id}>
          {shortId(id)}
        </span>
      </Link>
      <CopyButton text={id} what="user id" tip={id} />
    </span>
  );
}

function MetadataCell({ value }: { value: User['external_metadata'] }) {
  return metadataLine(value) || <Nothing />;
}

/** The first name, and how many more there are. */
function Names({ names }: { names: readonly string[] }) {
  const [first, ...rest] = names;
  if (first === undefined) return <Nothing />;
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}
