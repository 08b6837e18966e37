import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet, useMatch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { live, useApi } from '../app/api.tsx';
import type { UsersSearch } from '../app/search.ts';
import { Action } from '../ui/action.tsx';
import { count } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { ListHead, Split } from '../ui/split.tsx';
import { TableWaiting } from '../ui/table.tsx';
import { CreateUser } from './create-user.tsx';
import { NoUsers } from './no-users.tsx';
import { UsersTable } from './users-table.tsx';

const route = getRouteApi('/in/$environment/users');
const PAGE = 50;

/** Everybody in the environment: search, pages, and one person beside the list. */
export function UsersPage() {
  const open = useMatch({ from: '/in/$environment/users/$id', shouldThrow: false });
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(true);
  return (
    <>
      <Split
        open={open !== undefined}
        list={<UsersList selected={open?.params.id} create={create} />}
        detail={<Outlet />}
      />
      <CreateUser opened={creating} close={() => setCreating(false)} />
    </>
  );
}

function UsersList({ selected, create }: { selected: string | undefined; create(): void }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const users = useQuery(api.users.list.queryOptions({ ...search, limit: PAGE }, live));
  const filter = (changed: UsersSearch) =>
    void navigate({ to: '.', search: changed, replace: true });

  return (
    <>
      <ListHead
        title="Users"
        beside={selected !== undefined}
        count={users.data && count(users.data.count)}
        action={
          <Action
            onClick={create}
            variant={selected === undefined ? 'filled' : 'default'}
            leftSection={<Plus size={16} strokeWidth={1.5} />}
          >
            Create user
          </Action>
        }
      />
      <div className="filters">
        <SearchBox
          label="Search users"
          placeholder="Id or metadata value"
          value={search.q}
          change={(q) => filter(q === undefined ? {} : { q })}
        />
      </div>
      {users.error ? <Problem error={users.error} retry={() => void users.refetch()} /> : null}
      {users.error && search.cursor !== undefined ? (
        <Button variant="default" onClick={() => filter({})}>
          Go to the first page
        </Button>
      ) : null}
      {users.isPending ? <TableWaiting what="users" /> : null}
      {users.data?.results.length === 0 ? (
        <NoUsers q={search.q} create={create} clear={() => filter({})} />
      ) : null}
      {users.data && users.data.results.length > 0 ? (
        <UsersTable page={users.data} stale={users.isPlaceholderData} selected={selected} />
      ) : null}
    </>
  );
}
