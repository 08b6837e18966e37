import type { Delivery, Webhook } from '@intarsia/domain';
import { Link } from '@tanstack/react-router';
import { useEnvironment } from '../shell/environment.tsx';
import { shortId } from '../ui/ids.ts';
import { Moment } from '../ui/moment.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { count } from '../ui/numbers.ts';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { deliveryState } from './states.ts';

/** What a row says about a delivery. */
export function deliveryColumns(webhook: Webhook['status']): readonly Column<Delivery>[] {
  return [
    { name: 'Event', grow: true, cell: (delivery) => <DeliveryLink delivery={delivery} /> },
    { name: 'State', cell: (delivery) => <State {...deliveryState(delivery, webhook)} /> },
    { name: 'Account', gives: 'first', cell: ({ account }) => <AccountLink id={account} /> },
    {
      name: 'Tries',
      align: 'right',
      gives: 'second',
      cell: ({ attempts }) => <span className="tabular">{count(attempts.length)}</span>,
    },
    {
      name: 'Next try',
      align: 'right',
      gives: 'first',
      cell: ({ next_attempt_at: next }) => (next ? <Moment at={next} /> : <Nothing />),
    },
    {
      name: 'Created',
      align: 'right',
      gives: 'second',
      cell: ({ created_at }) => <Moment at={created_at} />,
    },
  ];
}

function DeliveryLink({ delivery }: { delivery: Delivery }) {
  const { id: environment } = useEnvironment();
  const { id, webhook, type, replayed } = delivery;
  return (
    <Link
      to="/$environment/webhooks/$id/$delivery"
      params={{ environment, id: webhook, delivery: id }}
      search
      className="row-link"
    >
      <code>{type}</code>
      <span className="sr-only">, delivery {shortId(id)}</span>
      {replayed ? (
        <span className="pill delivery-again" data-kind="plain">
          again
        </span>
      ) : null}
    </Link>
  );
}

/** An account by the short id, as a link; a dash for events that are about none. */
export function AccountLink({ id }: { id: string | null }) {
  const { id: environment } = useEnvironment();
  if (id === null) return <Nothing />;
  return (
    <Link
      to="/$environment/accounts/$id"
      params={{ environment, id }}
      className="mono"
      data-tip={id}
    >
      {shortId(id)}
    </Link>
  );
}
