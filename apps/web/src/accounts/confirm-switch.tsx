import type { Account } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { Problem } from '../ui/problem.tsx';

/** Confirms a deposit switch in the place of the person; in a sandbox only. */
export function ConfirmSwitch({ account }: { account: Account }) {
  const { kind } = useEnvironment();
  const api = useApi();
  const queryClient = useQueryClient();
  const confirm = useMutation(
    api.accounts.confirmPayDistribution.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.accounts.pathKey() }),
    }),
  );
  if (kind === 'live') return <p>The person has to confirm the switch.</p>;
  return (
    <div className="answer">
      <p className="confirm-switch">
        The person has to confirm the switch. In a sandbox you can do it for them.
      </p>
      <Action
        variant="default"
        loading={confirm.isPending}
        onClick={() => confirm.mutate({ id: account.id })}
      >
        Confirm the switch
      </Action>
      {confirm.error ? <Problem error={confirm.error} /> : null}
    </div>
  );
}
