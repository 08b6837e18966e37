import type { FeedEvent } from '@intarsia/domain';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { UserLink } from '../accounts/columns.tsx';
import { Command } from '../ui/command.tsx';
import { formatJson } from '../ui/json/check.ts';
import { Moment } from '../ui/moment.tsx';
import { AccountLink } from '../webhooks/delivery-columns.tsx';

/** One event: its type, whose it is, when it was; its data on a click. */
export function EventItem({ event }: { event: FeedEvent }) {
  const { type, account, user, occurred_at } = event;
  const [opened, setOpened] = useState(false);
  const data = useId();
  return (
    <li className="feed-item">
      <div className="feed-line">
        <button
          type="button"
          className="feed-type"
          aria-expanded={opened}
          aria-controls={opened ? data : undefined}
          onClick={() => setOpened(!opened)}
        >
          <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" />
          <code>{type}</code>
        </button>
        <span className="feed-whose">
          {account === null ? null : (
            <span>
              <span className="muted">account </span>
              <AccountLink id={account} />
            </span>
          )}
          {user === null ? null : (
            <span>
              <span className="muted">user </span>
              <UserLink id={user} />
            </span>
          )}
        </span>
        <Moment at={occurred_at} />
      </div>
      {opened ? (
        <div id={data} className="feed-data">
          <Command text={formatJson(event)} what="event" />
        </div>
      ) : null}
    </li>
  );
}
