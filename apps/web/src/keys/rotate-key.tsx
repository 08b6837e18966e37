import type { ApiKey } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NewSecret } from './new-secret.tsx';
import { OverlapForm } from './overlap-form.tsx';

/** Replaces a key by a new one; for a while both work, so that nothing stands still in between. */
export function RotateKey(props: { apiKey: ApiKey; opened: boolean; close(): void }) {
  const { apiKey, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const rotate = useMutation(
    api.keys.rotate.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.keys.pathKey() }),
    }),
  );
  const end = () => {
    close();
    rotate.reset();
  };
  return (
    <Dialog
      title={rotate.data ? `${apiKey.name}: your new key` : `Rotate ${apiKey.name}`}
      opened={opened}
      close={end}
      firm={rotate.data !== undefined}
    >
      {rotate.data ? (
        <NewSecret created={rotate.data} done={end} />
      ) : (
        <OverlapForm
          label="How long the old key goes on working"
          description="Long enough to roll the new one out everywhere."
          action="Rotate key"
          busy={rotate.isPending}
          error={rotate.error}
          cancel={end}
          submit={(overlap_seconds) => rotate.mutate({ id: apiKey.id, overlap_seconds })}
        />
      )}
    </Dialog>
  );
}
