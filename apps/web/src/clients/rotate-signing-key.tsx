import type { Client } from '@intarsia/domain';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { Moment } from '../ui/moment.tsx';
import { useToast } from '../ui/toasts.tsx';

/** Replaces the key that signs the client's user tokens. */
export function RotateSigningKey({ client }: { client: Client }) {
  const api = useInstanceApi();
  const say = useToast();
  const [opened, setOpened] = useState(false);
  const rotate = useMutation(
    api.clients.rotateSigningKey.mutationOptions({
      onSuccess() {
        setOpened(false);
        say('A new key signs from now on.');
      },
    }),
  );
  return (
    <>
      <p className="muted">
        The new key signs at once; the old one verifies until its last token has ended. Nobody is
        logged out.
      </p>
      {rotate.data ? (
        <Facts>
          <Fact name="New key">
            <code>{rotate.data.kid}</code>
          </Fact>
          <Fact name="Made">
            <Moment at={rotate.data.created_at} wall />
          </Fact>
        </Facts>
      ) : null}
      <div>
        <Action variant="default" onClick={() => setOpened(true)}>
          Rotate signing key
        </Action>
      </div>
      <Confirm
        title="Rotate the signing key"
        opened={opened}
        close={() => setOpened(false)}
        action="Rotate key"
        confirm={() => rotate.mutate({ id: client.id })}
        busy={rotate.isPending}
        error={rotate.error}
      >
        <p>
          User tokens of {client.name} then carry a <code>kid</code> in their header. Whoever
          verifies them with keys from the JWKS must fetch it again.
        </p>
      </Confirm>
    </>
  );
}
