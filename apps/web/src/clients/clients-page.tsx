import type { Client } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useMatch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { live, useInstanceApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Moment } from '../ui/moment.tsx';
import { count } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { ListHead, Split } from '../ui/split.tsx';
import { type Column, Table, TableWaiting } from '../ui/table.tsx';
import { CreateClient } from './create-client.tsx';

const route = getRouteApi('/in/$environment/clients');

/** The companies that integrate with this server. */
export function ClientsPage() {
  const open = useMatch({ from: '/in/$environment/clients/$id', shouldThrow: false });
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Split
        open={open !== undefined}
        list={<ClientsList selected={open?.params.id} create={() => setCreating(true)} />}
        detail={<Outlet />}
      />
      <CreateClient opened={creating} close={() => setCreating(false)} />
    </>
  );
}

function ClientsList({ selected, create }: { selected: string | undefined; create(): void }) {
  const api = useInstanceApi();
  const clients = useQuery(api.clients.list.queryOptions({ limit: 200 }, live));
  return (
    <>
      <ListHead
        title="Clients"
        beside={selected !== undefined}
        count={clients.data && count(clients.data.count)}
        action={
          <Action
            onClick={create}
            variant={selected === undefined ? 'filled' : 'default'}
            leftSection={<Plus size={16} strokeWidth={1.5} />}
          >
            Create client
          </Action>
        }
      />
      <p className="muted">
        A client is a company that integrates. It has a sandbox and a live environment, keys and
        users of its own.
      </p>
      {clients.error ? (
        <Problem error={clients.error} retry={() => void clients.refetch()} />
      ) : null}
      {clients.isPending ? <TableWaiting rows={3} what="clients" /> : null}
      {clients.data ? (
        <Table
          caption="Clients, newest first"
          columns={columns}
          rows={clients.data.results}
          keyOf={({ id }) => id}
          selected={selected}
        />
      ) : null}
    </>
  );
}

const columns: readonly Column<Client>[] = [
  { name: 'Name', grow: true, cell: (client) => <ClientLink client={client} /> },
  { name: 'Issuer', gives: 'second', cell: ({ settings }) => <code>{settings.issuer}</code> },
  { name: 'Signs with', gives: 'first', cell: ({ settings }) => settings.token_algorithm },
  { name: 'Created', align: 'right', cell: ({ created_at }) => <Moment at={created_at} wall /> },
];

function ClientLink({ client }: { client: Client }) {
  const { environment } = route.useParams();
  return (
    <Link
      to="/$environment/clients/$id"
      params={{ environment, id: client.id }}
      className="row-link"
    >
      {client.name}
    </Link>
  );
}
