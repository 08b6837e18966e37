import { PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldError } from '../ui/explain.ts';
import { emptyDraft, type WebhookFields } from './draft.ts';
import { NewWebhookSecret } from './new-webhook-secret.tsx';
import { WebhookForm } from './webhook-form.tsx';

const route = getRouteApi('/in/$environment');

/** Subscribes to events, shows once what signs them, and goes to the new webhook. */
export function CreateWebhook({ opened, close }: { opened: boolean; close(): void }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const create = useMutation(
    api.webhooks.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.webhooks.pathKey() }),
    }),
  );
  const end = () => {
    const made = create.data;
    close();
    // The secret leaves the memory of the page with the dialog.
    create.reset();
    if (!made) return;
    const to = '/$environment/webhooks/$id';
    void navigate({ to, params: (all) => ({ ...all, id: made.id }) });
  };
  return (
    <Dialog
      title={create.data ? `${create.data.name}: what signs its deliveries` : 'Create a webhook'}
      opened={opened}
      close={end}
      firm={create.data !== undefined}
      wide
    >
      {create.data ? (
        <NewWebhookSecret webhook={create.data} done={end} />
      ) : (
        <CreateForm
          busy={create.isPending}
          error={create.error}
          cancel={end}
          submit={(input) => create.mutate(input)}
        />
      )}
    </Dialog>
  );
}

function CreateForm(props: {
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(input: WebhookFields & { secret?: string }): void;
}) {
  const [secret, setSecret] = useState('');
  return (
    <WebhookForm
      draft={emptyDraft}
      action="Create webhook"
      busy={props.busy}
      error={props.error}
      cancel={props.cancel}
      submit={(fields) => props.submit(secret === '' ? fields : { ...fields, secret })}
    >
      <PasswordInput
        label="Secret (optional)"
        description="Signs X-Argyle-Signature. Standard Webhooks are signed in any case."
        autoComplete="new-password"
        maxLength={256}
        value={secret}
        error={fieldError(props.error, 'secret')}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
    </WebhookForm>
  );
}
