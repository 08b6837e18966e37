import type { Webhook } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../app/api.tsx';
import { webhooksSearch } from '../app/search.ts';
import { useEnvironment } from '../shell/environment.tsx';
import { Moment } from '../ui/moment.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { eventsInWords } from './events.ts';
import { deliveryState, webhookStates } from './states.ts';

/** What a row says about a webhook. */
export const webhookColumns: readonly Column<Webhook>[] = [
  { name: 'Name', cell: (webhook) => <WebhookLink webhook={webhook} /> },
  {
    name: 'URL',
    grow: true,
    gives: 'second',
    cell: ({ url }) => <span className="mono">{url}</span>,
  },
  { name: 'Events', gives: 'first', cell: ({ events }) => eventsInWords(events) },
  { name: 'State', cell: ({ status }) => <State {...webhookStates[status]} /> },
  {
    name: 'Last delivery',
    gives: 'first',
    cell: (webhook) => <LastDelivery webhook={webhook} />,
  },
];

function WebhookLink({ webhook }: { webhook: Webhook }) {
  const { id: environment } = useEnvironment();
  return (
    <Link
      to="/$environment/webhooks/$id"
      params={{ environment, id: webhook.id }}
      search={webhooksSearch}
      className="row-link"
    >
      {webhook.name}
    </Link>
  );
}

/** How often the last delivery of each webhook is asked for, in milliseconds. */
const SELDOM = 15_000;

/** Newest deliveries among which the last that was tried is looked for. */
const LOOKED_AT = 10;

function LastDelivery({ webhook }: { webhook: Webhook }) {
  const { id, status } = webhook;
  const api = useApi();
  const { data } = useQuery(
    api.webhooks.deliveries.queryOptions({ id, limit: LOOKED_AT }, { refetchInterval: SELDOM }),
  );
  const deliveries = data?.results ?? [];
  const last = deliveries.find(({ attempts }) => attempts.length > 0) ?? deliveries[0];
  if (!last) return data ? <Nothing /> : null;
  return (
    <span className="state-line">
      <State {...deliveryState(last, status)} />
      <Moment at={last.created_at} />
    </span>
  );
}
