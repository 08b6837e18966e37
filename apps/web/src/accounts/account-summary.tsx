import { Raw } from '../keys/raw.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { IdText } from '../ui/id.tsx';
import { Moment } from '../ui/moment.tsx';
import { useAccount } from './account-context.tsx';
import { AvailabilityGrid } from './availability-grid.tsx';
import { UserLink } from './columns.tsx';
import { Connection } from './connection.tsx';
import { PayDistributionPart } from './pay-distribution.tsx';
import { StateControl } from './state-control.tsx';

/** How an account stands: its connection, what data is there, its deposit switch. */
export function AccountSummary() {
  const account = useAccount();
  return (
    <>
      <Connection account={account} />
      <AvailabilityGrid account={account} />
      <Facts>
        <Fact name="Account id">
          <IdText id={account.id} what="account id" />
        </Fact>
        <Fact name="User">
          <UserLink id={account.user} />
        </Fact>
        <Fact name="Employers">
          {account.employers.join(', ') || <span className="muted">none known yet</span>}
        </Fact>
        <Fact name="Source">
          <code>{account.source}</code>
        </Fact>
        <Fact name="Created">
          <Moment at={account.created_at} />
        </Fact>
        <Fact name="Updated">
          <Moment at={account.updated_at} />
        </Fact>
        <Fact name="Was ever connected">{account.was_connected ? 'Yes' : 'No'}</Fact>
      </Facts>
      <PayDistributionPart account={account} />
      <StateControl account={account} />
      <Raw value={account} path={`/v1/accounts/${account.id}`} />
    </>
  );
}
