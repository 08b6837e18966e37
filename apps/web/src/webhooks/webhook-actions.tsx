import type { Webhook } from '@intarsia/domain';
import { useMutation } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { explain } from '../ui/explain.ts';
import { useToast } from '../ui/toasts.tsx';
import { DeleteWebhook } from './delete-webhook.tsx';
import { EditWebhook } from './edit-webhook.tsx';
import { useChanged } from './use-changed.ts';

/** What can be done with a webhook. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const [shown, show] = useState<'edit' | 'pause' | 'delete'>();
  const close = () => show(undefined);
  return (
    <>
      <Action variant="default" onClick={() => show('delete')}>
        Delete
      </Action>
      {webhook.status === 'active' ? (
        <Action variant="default" onClick={() => show('pause')}>
          Pause
        </Action>
      ) : null}
      <Action variant="default" onClick={() => show('edit')}>
        Edit
      </Action>
      <SendTest webhook={webhook} />
      <EditWebhook webhook={webhook} opened={shown === 'edit'} close={close} />
      <PauseWebhook webhook={webhook} opened={shown === 'pause'} close={close} />
      <DeleteWebhook webhook={webhook} opened={shown === 'delete'} close={close} />
    </>
  );
}

function SendTest({ webhook }: { webhook: Webhook }) {
  const api = useApi();
  const changed = useChanged();
  const say = useToast();
  const test = useMutation(
    api.webhooks.test.mutationOptions({
      onSuccess: () => changed('Test event on its way.'),
      onError: (error) => say(explain(error).title),
    }),
  );
  return (
    <Action
      leftSection={<Send size={16} strokeWidth={1.5} />}
      loading={test.isPending}
      reason={webhook.status === 'paused' ? 'Nothing is sent while it is paused.' : undefined}
      onClick={() => test.mutate({ id: webhook.id })}
    >
      Send test event
    </Action>
  );
}

function PauseWebhook(props: { webhook: Webhook; opened: boolean; close(): void }) {
  const { webhook, opened, close } = props;
  const api = useApi();
  const changed = useChanged();
  const pause = useMutation(
    api.webhooks.update.mutationOptions({
      onSuccess() {
        close();
        changed('Webhook paused.');
      },
    }),
  );
  return (
    <Confirm
      title={`Pause ${webhook.name}`}
      opened={opened}
      close={close}
      action="Pause webhook"
      confirm={() => pause.mutate({ id: webhook.id, status: 'paused' })}
      busy={pause.isPending}
      error={pause.error}
    >
      <p>Nothing is sent until it is resumed. Events go on waiting for it and are sent then.</p>
    </Confirm>
  );
}
