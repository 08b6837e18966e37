import type { Webhook } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { live, useApi } from '../app/api.tsx';
import { webhooksSearch } from '../app/search.ts';
import { Raw } from '../keys/raw.tsx';
import { BackMark } from '../ui/back.tsx';
import { Detail } from '../ui/detail.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { IdText } from '../ui/id.tsx';
import { Moment } from '../ui/moment.tsx';
import { counted } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { State } from '../ui/states.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { Deliveries } from './deliveries.tsx';
import { eventsInWords } from './events.ts';
import { PausedNote } from './paused-note.tsx';
import { ReceiverChaos } from './receiver-chaos.tsx';
import { Signing } from './signing.tsx';
import { webhookStates } from './states.ts';
import { WebhookActions } from './webhook-actions.tsx';

const route = getRouteApi('/in/$environment/webhooks/$id');

/** One webhook: what it gets and where, and every delivery with its tries. */
export function WebhookPage() {
  const { id } = route.useParams();
  const api = useApi();
  const webhook = useQuery(
    api.webhooks.get.queryOptions({ id }, { refetchInterval: live.refetchInterval }),
  );
  const gone = webhook.error?.data?.httpStatus === 404;
  const known = gone ? undefined : webhook.data;
  return (
    <Detail
      key={id}
      noun="Webhook"
      name={known?.name ?? ''}
      wide
      heading={known?.name ?? 'Webhook'}
      beside={known ? <State {...webhookStates[known.status]} /> : null}
      close={<BackLink />}
      actions={known ? <WebhookActions webhook={known} /> : null}
    >
      {webhook.isPending ? <Waiting lines={10} what="the webhook" /> : null}
      {webhook.error ? (
        <Problem error={webhook.error} retry={() => void webhook.refetch()} />
      ) : null}
      {known ? <WebhookParts webhook={known} /> : null}
    </Detail>
  );
}

function WebhookParts({ webhook }: { webhook: Webhook }) {
  return (
    <>
      {webhook.status === 'paused' ? <PausedNote webhook={webhook} /> : null}
      <WebhookFacts webhook={webhook} />
      <Deliveries webhook={webhook} />
      <ReceiverChaos webhook={webhook} />
      <Signing webhook={webhook} />
      <Raw value={webhook} path={`/v1/webhooks/${webhook.id}`} />
    </>
  );
}

function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { id, url, events, config, created_at } = webhook;
  const { include_resource = false, days_synced } = config ?? {};
  return (
    <div className="webhook-facts">
      <Facts>
        <Fact name="URL">
          <span className="mono">{url}</span>
        </Fact>
        <Fact name="Events">
          {events.length > 1 ? <EventNames events={events} /> : eventsInWords(events)}
        </Fact>
        <Fact name="Account in events">{include_resource ? 'Included' : 'Not included'}</Fact>
        <Fact name="Days synced">
          {days_synced === undefined ? '30 days (default)' : counted(days_synced, 'day')}
        </Fact>
        <Fact name="Webhook id">
          <IdText id={id} what="webhook id" />
        </Fact>
        <Fact name="Created">
          <Moment at={created_at} />
        </Fact>
      </Facts>
    </div>
  );
}

function EventNames({ events }: { events: readonly string[] }) {
  return (
    <details className="event-names">
      <summary>{eventsInWords(events)}</summary>
      <ul>
        {events.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function BackLink() {
  const { environment } = route.useParams();
  return (
    <Link
      to="/$environment/webhooks"
      params={{ environment }}
      search={webhooksSearch}
      className="detail-link"
    >
      <BackMark list="Webhooks" />
    </Link>
  );
}
