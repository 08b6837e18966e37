import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useInstanceApi } from '../app/api.tsx';
import { NewSecret } from '../keys/new-secret.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NameForm } from '../ui/name-form.tsx';

const route = getRouteApi('/in/$environment');

/** Makes a client with its two environments, and shows its first sandbox key once. */
export function CreateClient({ opened, close }: { opened: boolean; close(): void }) {
  const api = useInstanceApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const create = useMutation(
    api.clients.create.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries({ queryKey: api.pathKey() });
      },
    }),
  );
  const end = () => {
    const made = create.data;
    close();
    create.reset();
    if (!made) return;
    const environment = made.environments.sandbox.id;
    void navigate({ to: '/$environment', params: { environment } });
  };
  return (
    <Dialog
      title={create.data ? `${create.data.name}: its first sandbox key` : 'Create a client'}
      opened={opened}
      close={end}
      firm={create.data !== undefined}
    >
      {create.data ? (
        <NewSecret created={create.data.api_key} done={end} />
      ) : (
        <NameForm
          description="People read it in Link: it says who asks for their data."
          action="Create client"
          busy={create.isPending}
          error={create.error}
          cancel={end}
          submit={(name) => create.mutate({ name })}
        />
      )}
    </Dialog>
  );
}
