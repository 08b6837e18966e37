import { Link } from '@tanstack/react-router';
import type { inferOutput } from '@trpc/tanstack-react-query';
import { connectionStates } from '../accounts/states.ts';
import type { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { count } from '../ui/numbers.ts';
import { Glyph } from '../ui/states.tsx';

/** How many users and accounts there are. */
export type CountsOutput = inferOutput<ReturnType<typeof useApi>['overview']['counts']>;

const statuses = ['connected', 'connecting', 'error'] as const;

/** The numbers of the environment; each leads to what it counts. */
export function Counts({ counts }: { counts: CountsOutput | undefined }) {
  const { id: environment } = useEnvironment();
  return (
    <div className="counts" aria-busy={!counts}>
      <Link to="/$environment/users" params={{ environment }} className="count panel">
        <span className="muted">Users</span>
        <span className="count-number">{counts ? count(counts.users) : '–'}</span>
      </Link>
      <div className="count count-wide panel">
        <Link to="/$environment/accounts" params={{ environment }} className="count-link">
          <span className="muted">Accounts</span>
          <span className="count-number">{counts ? count(counts.accounts.total) : '–'}</span>
        </Link>
        <div className="count-states">
          <Weave counts={counts} />
          <ul className="legend">
            {statuses.map((status) => (
              <li key={status}>
                <Link
                  to="/$environment/accounts"
                  params={{ environment }}
                  search={{ status }}
                  data-tone={connectionStates[status].tone}
                >
                  <Glyph tone={connectionStates[status].tone} />
                  <span>{connectionStates[status].word}</span>
                  <span className="legend-number">
                    {counts ? count(counts.accounts[status]) : '–'}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** The share of each state as threads of one band. The legend below says it in words. */
function Weave({ counts }: { counts: CountsOutput | undefined }) {
  const total = counts?.accounts.total ?? 0;
  return (
    <div className="weave" aria-hidden="true">
      {counts && total > 0
        ? statuses
            .filter((status) => counts.accounts[status] > 0)
            .map((status) => (
              <span
                key={status}
                data-status={status}
                style={{ flexGrow: counts.accounts[status] / total }}
              />
            ))
        : null}
    </div>
  );
}
