import type { LinkItem } from '@intarsia/domain';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useMatch } from '@tanstack/react-router';
import { Empty } from '../ui/empty.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { count } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { ListHead, Split } from '../ui/split.tsx';
import { State } from '../ui/states.tsx';
import { type Column, Table, TableWaiting } from '../ui/table.tsx';
import { ItemLogo } from './item-logo.tsx';
import { itemState } from './item-state.ts';
import { useLinkItems } from './use-link-items.ts';
import './link-items.css';

const route = getRouteApi('/in/$environment/link-items');

/** Everything that people can pick in Link. */
export function LinkItemsPage() {
  const open = useMatch({ from: '/in/$environment/link-items/$id', shouldThrow: false });
  return (
    <Split
      open={open !== undefined}
      list={<LinkItemsList selected={open?.params.id} />}
      detail={<Outlet />}
    />
  );
}

function LinkItemsList({ selected }: { selected: string | undefined }) {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const items = useQuery(useLinkItems(q ?? ''));
  const search = (text: string | undefined) =>
    void navigate({ to: '.', search: text === undefined ? {} : { q: text }, replace: true });
  return (
    <>
      <ListHead
        title="Link items"
        beside={selected !== undefined}
        count={items.data && count(items.data.count)}
      />
      <search className="filters">
        <SearchBox label="Search link items" placeholder="Name" value={q} change={search} />
      </search>
      {items.error ? <Problem error={items.error} retry={() => void items.refetch()} /> : null}
      {items.isPending ? <TableWaiting what="link items" /> : null}
      {items.data?.results.length === 0 ? (
        <Empty title={`No link item is called like “${q ?? ''}”.`}>
          <Button variant="default" onClick={() => search(undefined)}>
            Clear the search
          </Button>
        </Empty>
      ) : null}
      {items.data && items.data.results.length > 0 ? (
        <Table
          caption="Link items"
          columns={columns}
          rows={items.data.results}
          keyOf={({ id }) => id}
          selected={selected}
          stale={items.isPlaceholderData}
        />
      ) : null}
    </>
  );
}

const columns: readonly Column<LinkItem>[] = [
  { name: 'Name', grow: true, cell: (item) => <ItemLink item={item} /> },
  { name: 'Id', gives: 'second', cell: ({ id }) => <code>{id}</code> },
  {
    name: 'Kind',
    gives: 'first',
    cell: ({ kind, type }) => (kind === type ? kind : `${kind}, ${type}`),
  },
  {
    name: 'Login code',
    gives: 'first',
    cell: ({ has_two_fa }) => (has_two_fa ? 'Asked for' : <Nothing />),
  },
  { name: 'Status', cell: (item) => <State {...itemState(item)} /> },
];

function ItemLink({ item }: { item: LinkItem }) {
  const { environment } = route.useParams();
  return (
    <Link
      to="/$environment/link-items/$id"
      params={{ environment, id: item.id }}
      search
      className="row-link item-name"
    >
      <ItemLogo url={item.logo_url} size={20} />
      {item.name}
    </Link>
  );
}
