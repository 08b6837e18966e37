import type { Webhook } from '@intarsia/domain';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { draftOf } from './draft.ts';
import { useChanged } from './use-changed.ts';
import { WebhookForm } from './webhook-form.tsx';

/** Changes what a webhook gets, and where. What signs it is changed by rotating. */
export function EditWebhook(props: { webhook: Webhook; opened: boolean; close(): void }) {
  const { webhook, opened, close } = props;
  const api = useApi();
  const changed = useChanged();
  const update = useMutation(
    api.webhooks.update.mutationOptions({
      onSuccess() {
        close();
        changed('Webhook saved.');
      },
    }),
  );
  const end = () => {
    close();
    update.reset();
  };
  return (
    <Dialog title={`Edit ${webhook.name}`} opened={opened} close={end} wide>
      <WebhookForm
        draft={draftOf(webhook)}
        action="Save webhook"
        busy={update.isPending}
        error={update.error}
        cancel={end}
        submit={(input) => update.mutate({ id: webhook.id, ...input })}
      />
    </Dialog>
  );
}
