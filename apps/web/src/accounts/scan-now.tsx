import type { Account } from '@intarsia/domain';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { Problem } from '../ui/problem.tsx';
import { State } from '../ui/states.tsx';
import { newsBetween } from './progress.ts';
import { isFirstScan } from './states.ts';

/** How often the account is asked for while a scan is waited for, in milliseconds. */
const WATCHING = 800;

/** Asks for a scan of a sandbox account, and tells what it brought. */
export function useScanNow(account: Account) {
  const api = useApi();
  const [before, setBefore] = useState<Account>();
  const scan = useMutation(
    api.sandbox.scan.mutationOptions({ onMutate: () => setBefore(account) }),
  );
  const waits = before !== undefined && scan.isSuccess && !wasScanned(before, account);
  useQuery(
    api.accounts.get.queryOptions(
      { id: account.id },
      { enabled: waits, refetchInterval: WATCHING },
    ),
  );
  return { scan: () => scan.mutate({ id: account.id }), asked: scan, before, waits };
}

type Scanning = ReturnType<typeof useScanNow>;

/** The button that asks for a scan; only a sandbox has it. */
export function ScanButton({ account, scanning }: { account: Account; scanning: Scanning }) {
  const { kind } = useEnvironment();
  if (kind === 'live') return null;
  return (
    <Action
      variant="default"
      size="xs"
      reason={whyNot(account)}
      loading={scanning.asked.isPending}
      leftSection={<RefreshCw size={14} strokeWidth={1.5} aria-hidden="true" />}
      onClick={scanning.scan}
    >
      Scan now
    </Action>
  );
}

/** What became of the scan that was asked for. */
export function ScanOutcome({ account, scanning }: { account: Account; scanning: Scanning }) {
  const { asked, before, waits } = scanning;
  const over = before && asked.isSuccess && !waits;
  const failed = account.connection.status === 'error';
  return (
    <div className="scan-outcome" role="status">
      {asked.error ? <Problem error={asked.error} /> : null}
      {waits ? <Waits /> : null}
      {over && !failed ? <p>{newsBetween(before.availability, account.availability)}</p> : null}
      {over && failed ? <p>The scan failed.</p> : null}
    </div>
  );
}

/** A scan is a job: where the clock of the sandbox stands still, it waits with the others. */
function Waits() {
  const api = useApi();
  const { id: environment } = useEnvironment();
  const clock = useQuery(api.clock.get.queryOptions({}));
  if (clock.data?.mode !== 'frozen') return <State tone="busy" word="Scanning" />;
  return (
    <p>
      The scan waits, as the clock is frozen. Step or resume it in the{' '}
      <Link to="/$environment/sandbox" params={{ environment }}>
        sandbox
      </Link>
      .
    </p>
  );
}

function whyNot({ connection, availability }: Account): string | undefined {
  if (connection.status === 'error') {
    return 'An account in error is not scanned. Connect it again first.';
  }
  if (connection.status === 'connecting') return 'The login is still being checked.';
  return isFirstScan(availability) || !availability.profiles
    ? 'The first scan is still under way.'
    : undefined;
}

/** Whether a scan came to an end since an earlier look at the account. */
function wasScanned(before: Account, now: Account): boolean {
  if (now.connection.status === 'error') return true;
  return now.availability.profiles?.updated_at !== before.availability.profiles?.updated_at;
}
