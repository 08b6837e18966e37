import type { Account } from '@intarsia/domain';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useAccount } from '../accounts/account-context.tsx';
import { accountsSearch } from '../app/search.ts';
import { Empty } from '../ui/empty.tsx';
import type { Kind } from './kinds.ts';

const route = getRouteApi('/in/$environment/accounts/$id/$kind');

/** There is nothing of a kind, and why: not read yet, being read, not offered, or really none. */
export function Absent({ kind }: { kind: Kind }) {
  const { title, note } = absenceOf(kind, useAccount());
  return <Empty title={title}>{note === undefined ? null : <p className="muted">{note}</p>}</Empty>;
}

/** There is nothing between the dates that were asked for. */
export function NoneBetween({ kind }: { kind: Kind }) {
  const navigate = route.useNavigate();
  return (
    <Empty title={`There are no ${kind.title.toLowerCase()} between these dates.`}>
      <Button variant="default" onClick={() => void navigate({ to: '.', search: accountsSearch })}>
        Show all dates
      </Button>
    </Empty>
  );
}

function absenceOf(
  { kind, none }: Kind,
  { availability, connection }: Account,
): { title: string; note?: string } {
  const part = availability[kind];
  if (part?.status === 'in_progress') {
    return { title: 'The first scan is under way.', note: 'Rows appear here as they are read.' };
  }
  if (part?.status === 'sync_failed') {
    const note = 'The summary says why, and what to do.';
    return { title: 'The scan failed before it came to this.', note };
  }
  if (kind === 'forms') {
    const note = 'Forms come from people who send in documents instead of a login.';
    return { title: none, note };
  }
  if (part) return { title: none };
  if (availability.profiles) return { title: 'This link item does not tell of this.' };
  const note =
    connection.status === 'error'
      ? 'The login did not succeed. The summary says why, and what to do.'
      : 'The first scan begins once the login is accepted.';
  return { title: 'Nothing has been scanned yet.', note };
}
