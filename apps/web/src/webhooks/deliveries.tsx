import type { Webhook } from '@intarsia/domain';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useMatch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { ApiCommand } from '../keys/api-command.tsx';
import { Action } from '../ui/action.tsx';
import { Empty } from '../ui/empty.tsx';
import { Section } from '../ui/page.tsx';
import { PagedTable } from '../ui/paged-table.tsx';
import { Problem } from '../ui/problem.tsx';
import { TableWaiting } from '../ui/table.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { ReplayEvents } from './replay-events.tsx';
import { paceOf } from './states.ts';

const route = getRouteApi('/in/$environment/webhooks/$id');
const PAGE = 50;

/** What was sent to a webhook and what waits to be, newest first, and one delivery beside the others. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const [replaying, setReplaying] = useState(false);
  const from = '/in/$environment/webhooks/$id/$delivery';
  const open = useMatch({ from, shouldThrow: false })?.params.delivery;
  return (
    <Section
      title="Deliveries"
      action={
        <Action variant="default" size="xs" onClick={() => setReplaying(true)}>
          Replay events
        </Action>
      }
    >
      <div className="rows" data-open={open === undefined ? undefined : true}>
        <div className="rows-list">
          <DeliveriesTable webhook={webhook} selected={open} />
        </div>
        {open === undefined ? null : <DeliveryPanel key={open} webhook={webhook} id={open} />}
      </div>
      <ReplayEvents webhook={webhook} opened={replaying} close={() => setReplaying(false)} />
    </Section>
  );
}

function DeliveriesTable({
  webhook,
  selected,
}: {
  webhook: Webhook;
  selected?: string | undefined;
}) {
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const list = useQuery(
    api.webhooks.deliveries.queryOptions(
      { id: webhook.id, limit: PAGE, ...(page && { cursor: page }) },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) => paceOf(state.data?.results, webhook.status),
      },
    ),
  );
  const toFirst = () =>
    void navigate({ to: '.', search: ({ page: _, ...rest }) => rest, replace: true });
  return (
    <>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <TableWaiting what="deliveries" /> : null}
      {list.data?.count === 0 ? <NoDeliveries webhook={webhook} /> : null}
      {list.data && list.data.results.length > 0 ? (
        <PagedTable
          caption="Deliveries, newest first"
          columns={deliveryColumns(webhook.status)}
          page={list.data}
          noun={['delivery', 'deliveries']}
          selected={selected}
          stale={list.isPlaceholderData}
          link={(cursor, text) => (
            <Link
              from="/$environment/webhooks/$id"
              to="."
              search={(search) => ({ ...search, page: cursor })}
            >
              {text}
            </Link>
          )}
        />
      ) : null}
      {page !== undefined && (list.error || list.data?.results.length === 0) ? (
        <Button variant="default" onClick={toFirst}>
          Go to the first page
        </Button>
      ) : null}
    </>
  );
}

function NoDeliveries({ webhook }: { webhook: Webhook }) {
  return (
    <Empty title="Nothing has been sent yet.">
      <p className="muted">Send a test event, here or from a shell:</p>
      <ApiCommand method="POST" path={`/v1/webhooks/${webhook.id}/test`} />
    </Empty>
  );
}
