import { useQuery } from '@tanstack/react-query';
import { live, useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Page } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { Counts } from './counts.tsx';
import { LatestAccounts } from './latest-accounts.tsx';
import { NextSteps } from './next-steps.tsx';
import './overview.css';
import '../accounts/accounts.css';

/** How much there is in the environment, what happened last, and what to do next. */
export function OverviewPage() {
  const api = useApi();
  const { kind, client_name } = useEnvironment();
  const counts = useQuery(api.overview.counts.queryOptions({}, live));
  return (
    <Page
      title="Overview"
      lead={
        kind === 'sandbox'
          ? `The sandbox of ${client_name}: nothing in it is real.`
          : `The live environment of ${client_name}.`
      }
    >
      {counts.error ? <Problem error={counts.error} retry={() => void counts.refetch()} /> : null}
      <Counts counts={counts.data} />
      {counts.data && counts.data.accounts.total > 0 ? <LatestAccounts /> : null}
      <NextSteps counts={counts.data} />
    </Page>
  );
}
