import type { Delivery, DeliveryDetail, Webhook } from '@intarsia/domain';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { UserLink } from '../accounts/columns.tsx';
import { useApi } from '../app/api.tsx';
import { deliveriesSearch, webhooksSearch } from '../app/search.ts';
import { Raw } from '../keys/raw.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { BackMark } from '../ui/back.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { FocusHeading } from '../ui/focus-heading.tsx';
import { IdText } from '../ui/id.tsx';
import { Moment } from '../ui/moment.tsx';
import { Problem } from '../ui/problem.tsx';
import { State } from '../ui/states.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { Attempts } from './attempts.tsx';
import { AccountLink } from './delivery-columns.tsx';
import { Request } from './request.tsx';
import { deliveryState, paceOf } from './states.ts';
import { useChanged } from './use-changed.ts';

/** One delivery with every try, beside the others. */
export function DeliveryPanel({ webhook, id }: { webhook: Webhook; id: string }) {
  const api = useApi();
  const delivery = useQuery(
    api.webhooks.delivery.queryOptions(
      { id: webhook.id, delivery: id },
      { refetchInterval: ({ state }) => paceOf(state.data && [state.data], webhook.status) },
    ),
  );
  const gone = delivery.error?.data?.httpStatus === 404;
  return (
    <aside className="row-panel" aria-label="One delivery">
      <div className="row-panel-top">
        <p className="muted small">Delivery</p>
        <CloseLink webhook={webhook.id} />
      </div>
      {delivery.isPending ? <Waiting lines={6} what="the delivery" /> : null}
      {delivery.error ? <Problem error={delivery.error} /> : null}
      {delivery.data && !gone ? <DeliveryParts webhook={webhook} delivery={delivery.data} /> : null}
    </aside>
  );
}

function DeliveryParts({ webhook, delivery }: { webhook: Webhook; delivery: DeliveryDetail }) {
  const { id, type, event, account, user, attempts } = delivery;
  const { created_at, delivered_at, next_attempt_at } = delivery;
  return (
    <>
      <FocusHeading as="h2" className="row-panel-title">
        <code>{type}</code>
      </FocusHeading>
      <div className="row-panel-lead">
        <State {...deliveryState(delivery, webhook.status)} />
        {delivery.replayed ? <span className="muted">Sent again by hand</span> : null}
      </div>
      <Facts>
        <Fact name="Event id">
          <IdText id={event} what="event id" />
        </Fact>
        <Fact name="Account">
          <AccountLink id={account} />
        </Fact>
        {user === null ? null : (
          <Fact name="User">
            <UserLink id={user} />
          </Fact>
        )}
        <Fact name="Created">
          <Moment at={created_at} />
        </Fact>
        {delivered_at === null ? null : (
          <Fact name="Delivered">
            <Moment at={delivered_at} />
          </Fact>
        )}
        {next_attempt_at === null ? null : (
          <Fact name="Next try">
            <Moment at={next_attempt_at} />
          </Fact>
        )}
      </Facts>
      <Request request={delivery.request} />
      <Attempts attempts={attempts} isBehind={delivery.status === 'waiting' && !next_attempt_at} />
      <SendAgain delivery={delivery} />
      <Raw value={delivery} path={`/v1/webhooks/${webhook.id}/deliveries/${id}`} />
    </>
  );
}

function SendAgain({ delivery: { webhook, event } }: { delivery: Delivery }) {
  const api = useApi();
  const changed = useChanged();
  const replay = useMutation(
    api.webhooks.replay.mutationOptions({
      onSuccess: () => changed('The event is on its way once more.'),
    }),
  );
  return (
    <div className="answer-line">
      <Action
        variant="default"
        size="xs"
        loading={replay.isPending}
        onClick={() => replay.mutate({ id: webhook, event })}
      >
        Send again
      </Action>
      {replay.error ? <Problem error={replay.error} /> : null}
    </div>
  );
}

function CloseLink({ webhook }: { webhook: string }) {
  const { id: environment } = useEnvironment();
  return (
    <Link
      to="/$environment/webhooks/$id"
      params={{ environment, id: webhook }}
      search={(all) => ({ ...webhooksSearch({ ...all }), ...deliveriesSearch({ ...all }) })}
      className="detail-link"
    >
      <BackMark list="Deliveries" />
    </Link>
  );
}
