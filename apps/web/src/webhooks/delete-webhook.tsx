import type { Webhook } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../app/api.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useToast } from '../ui/toasts.tsx';

const route = getRouteApi('/in/$environment');

/** Ends a subscription, after saying what goes with it. */
export function DeleteWebhook(props: { webhook: Webhook; opened: boolean; close(): void }) {
  const { webhook, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const say = useToast();
  const remove = useMutation(
    api.webhooks.delete.mutationOptions({
      async onSuccess() {
        close();
        say('Webhook deleted.');
        await navigate({ to: '/$environment/webhooks', params: (all) => all });
        // What was known of it is gone before anybody asks for it again.
        queryClient.removeQueries({ queryKey: api.webhooks.get.queryKey({ id: webhook.id }) });
        queryClient.removeQueries({ queryKey: api.webhooks.deliveries.pathKey() });
        void queryClient.invalidateQueries({ queryKey: api.webhooks.pathKey() });
      },
    }),
  );
  return (
    <Confirm
      title={`Delete ${webhook.name}`}
      opened={opened}
      close={close}
      action="Delete webhook"
      confirm={() => remove.mutate({ id: webhook.id })}
      busy={remove.isPending}
      error={remove.error}
    >
      <p>
        Nothing is sent to it any more, not even what waits. Its deliveries and its secret are
        deleted with it; the events stay.
      </p>
    </Confirm>
  );
}
