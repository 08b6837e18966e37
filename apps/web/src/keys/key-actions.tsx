import type { ApiKey } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { usePlatform } from '../app/platform.tsx';
import { Action } from '../ui/action.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useToast } from '../ui/toasts.tsx';
import { RotateKey } from './rotate-key.tsx';
import { keyState } from './usable-key.ts';

/** What can be done with a key that still works. */
export function KeyActions({ apiKey }: { apiKey: ApiKey }) {
  const { now } = usePlatform();
  const [shown, show] = useState<'rotate' | 'revoke'>();
  const close = () => show(undefined);
  const state = keyState(apiKey, now());
  const works = state === 'active' || state === 'ending';
  return (
    <>
      {works ? (
        <span className="table-actions">
          <Action variant="subtle" size="compact-sm" onClick={() => show('rotate')}>
            Rotate<span className="sr-only"> {apiKey.name}</span>
          </Action>
          <Action variant="subtle" color="danger" size="compact-sm" onClick={() => show('revoke')}>
            Revoke<span className="sr-only"> {apiKey.name}</span>
          </Action>
        </span>
      ) : null}
      <RotateKey apiKey={apiKey} opened={shown === 'rotate'} close={close} />
      <RevokeKey apiKey={apiKey} opened={shown === 'revoke'} close={close} />
    </>
  );
}

function RevokeKey(props: { apiKey: ApiKey; opened: boolean; close(): void }) {
  const { apiKey, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const revoke = useMutation(
    api.keys.revoke.mutationOptions({
      onSuccess() {
        close();
        say('Key revoked.');
        void queryClient.invalidateQueries({ queryKey: api.keys.pathKey() });
      },
    }),
  );
  return (
    <Confirm
      title={`Revoke ${apiKey.name}`}
      opened={opened}
      close={close}
      action="Revoke key"
      confirm={() => revoke.mutate({ id: apiKey.id })}
      busy={revoke.isPending}
      error={revoke.error}
    >
      <p>
        Every backend that uses this key is refused from its next call on. It cannot be undone. To
        change a key without a gap, rotate it.
      </p>
    </Confirm>
  );
}
