import type { ApiKey } from '@intarsia/domain';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';
import { duration } from '../ui/times.ts';
import { NewSecret } from './new-secret.tsx';

const HOUR = 3600;
const DAY = 24 * HOUR;
const overlaps = [0, HOUR, DAY, 7 * DAY, 30 * DAY];

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
          busy={rotate.isPending}
          error={rotate.error}
          cancel={end}
          submit={(overlap_seconds) => rotate.mutate({ id: apiKey.id, overlap_seconds })}
        />
      )}
    </Dialog>
  );
}

function OverlapForm(props: {
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(seconds: number): void;
}) {
  const [seconds, setSeconds] = useState(DAY);
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.submit(seconds);
  };
  return (
    <form className="form" onSubmit={send}>
      {props.error ? <Problem error={props.error} /> : null}
      <NativeSelect
        data-autofocus
        label="How long the old key goes on working"
        description="Long enough to roll the new one out everywhere."
        value={String(seconds)}
        onChange={(event) => setSeconds(Number(event.currentTarget.value))}
        data={overlaps.map((overlap) => ({
          value: String(overlap),
          label: overlap === 0 ? 'Not at all: it ends at once' : duration(overlap),
        }))}
      />
      <div className="form-end">
        <Button variant="default" onClick={props.cancel}>
          Cancel
        </Button>
        <Button type="submit" loading={props.busy}>
          Rotate key
        </Button>
      </div>
    </form>
  );
}
