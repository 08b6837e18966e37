import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useMatch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { live, useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Empty } from '../ui/empty.tsx';
import { count } from '../ui/numbers.ts';
import { PagedTable } from '../ui/paged-table.tsx';
import { Problem } from '../ui/problem.tsx';
import { ListHead, Split } from '../ui/split.tsx';
import { TableWaiting } from '../ui/table.tsx';
import { CreateWebhook } from './create-webhook.tsx';
import { webhookColumns } from './webhook-columns.tsx';
import './webhooks.css';

const route = getRouteApi('/in/$environment/webhooks');
const PAGE = 50;

/** Who is told of events: every webhook, and one of them with its deliveries. */
export function WebhooksPage() {
  const open = useMatch({ from: '/in/$environment/webhooks/$id', shouldThrow: false });
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(true);
  return (
    <>
      <Split
        open={open !== undefined}
        roomy
        list={<WebhooksList selected={open?.params.id} create={create} />}
        detail={<Outlet />}
      />
      <CreateWebhook opened={creating} close={() => setCreating(false)} />
    </>
  );
}

function WebhooksList({ selected, create }: { selected: string | undefined; create(): void }) {
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const webhooks = useQuery(
    api.webhooks.list.queryOptions({ limit: PAGE, ...(cursor && { cursor }) }, live),
  );
  return (
    <>
      <ListHead
        title="Webhooks"
        beside={selected !== undefined}
        count={webhooks.data && count(webhooks.data.count)}
        action={
          <Action
            onClick={create}
            variant={selected === undefined ? 'filled' : 'default'}
            leftSection={<Plus size={16} strokeWidth={1.5} />}
          >
            Create webhook
          </Action>
        }
      />
      {webhooks.error ? (
        <Problem error={webhooks.error} retry={() => void webhooks.refetch()} />
      ) : null}
      {webhooks.error && cursor !== undefined ? (
        <Button variant="default" onClick={() => void navigate({ to: '.', search: {} })}>
          Go to the first page
        </Button>
      ) : null}
      {webhooks.isPending ? <TableWaiting rows={3} what="webhooks" /> : null}
      {webhooks.data?.results.length === 0 ? <NoWebhooks create={create} /> : null}
      {webhooks.data && webhooks.data.results.length > 0 ? (
        <PagedTable
          caption="Webhooks, newest first"
          columns={webhookColumns}
          page={webhooks.data}
          noun={['webhook', 'webhooks']}
          selected={selected}
          stale={webhooks.isPlaceholderData}
          link={(place, text) => (
            <Link from="/$environment/webhooks" to="." search={{ cursor: place }}>
              {text}
            </Link>
          )}
        />
      ) : null}
    </>
  );
}

function NoWebhooks({ create }: { create(): void }) {
  return (
    <Empty title="Nobody is told of events yet.">
      <p className="muted">
        A webhook posts what happens to accounts and their data to a URL of yours: signed, in order,
        and again until it has arrived.
      </p>
      <Action variant="default" onClick={create}>
        Create webhook
      </Action>
    </Empty>
  );
}
