import type { Webhook } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { OverlapForm } from '../keys/overlap-form.tsx';
import { Action } from '../ui/action.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Section } from '../ui/page.tsx';
import { NewWebhookSecret } from './new-webhook-secret.tsx';

/** What signs the deliveries; it can be replaced, and is shown once when it is. */
export function Signing({ webhook }: { webhook: Webhook }) {
  const [rotating, setRotating] = useState(false);
  return (
    <Section
      title="Signatures"
      action={
        <Action variant="default" size="xs" onClick={() => setRotating(true)}>
          Rotate secret
        </Action>
      }
    >
      <p className="muted">
        Every delivery is signed, and the secret was shown when it was made. After a rotation,
        deliveries bear signatures of the old and the new one for as long as you choose.
      </p>
      <RotateSecret webhook={webhook} opened={rotating} close={() => setRotating(false)} />
    </Section>
  );
}

function RotateSecret(props: { webhook: Webhook; opened: boolean; close(): void }) {
  const { webhook, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const rotate = useMutation(
    api.webhooks.rotateSecret.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.webhooks.pathKey() }),
    }),
  );
  const end = () => {
    close();
    // The secret leaves the memory of the page with the dialog.
    rotate.reset();
  };
  return (
    <Dialog
      title={
        rotate.data ? `${webhook.name}: its new secret` : `Rotate the secret of ${webhook.name}`
      }
      opened={opened}
      close={end}
      firm={rotate.data !== undefined}
    >
      {rotate.data ? (
        <NewWebhookSecret webhook={rotate.data} done={end} />
      ) : (
        <OverlapForm
          label="How long the old secret signs beside the new one"
          description="Long enough to give the new one to every receiver. X-Argyle-Signature keeps the old one until then."
          action="Rotate secret"
          busy={rotate.isPending}
          error={rotate.error}
          cancel={end}
          submit={(overlap_seconds) => rotate.mutate({ id: webhook.id, overlap_seconds })}
        />
      )}
    </Dialog>
  );
}
