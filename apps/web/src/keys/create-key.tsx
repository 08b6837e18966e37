import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NameForm } from '../ui/name-form.tsx';
import { NewSecret } from './new-secret.tsx';

/** Makes a key and shows its secret once. */
export function CreateKey({ opened, close }: { opened: boolean; close(): void }) {
  const { kind } = useEnvironment();
  const api = useApi();
  const queryClient = useQueryClient();
  const create = useMutation(
    api.keys.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.keys.pathKey() }),
    }),
  );
  const end = () => {
    close();
    // The secret leaves the memory of the page with the dialog.
    create.reset();
  };
  return (
    <Dialog
      title={create.data ? `${create.data.name}: your new key` : `Create a ${kind} key`}
      opened={opened}
      close={end}
      firm={create.data !== undefined}
    >
      {create.data ? (
        <NewSecret created={create.data} done={end} />
      ) : (
        <NameForm
          description="To tell it from others: who uses it, and where."
          action="Create key"
          busy={create.isPending}
          error={create.error}
          cancel={end}
          submit={(name) => create.mutate({ name })}
        />
      )}
    </Dialog>
  );
}
