import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { counted } from '../ui/numbers.ts';
import { utcMoment } from '../ui/times.ts';
import { useToast } from '../ui/toasts.tsx';
import type { Snapshot } from './world-part.tsx';

/** What somebody is about to do with the world, and with which copy of it. */
export type WorldChange =
  | { readonly what: 'restore' | 'delete'; readonly snapshot: Snapshot }
  | { readonly what: 'empty'; readonly snapshot: undefined };

/** Asks before the world, or a copy of it, is lost. */
export function WorldConfirm(props: Asking & { change: WorldChange | undefined }) {
  const { change, ...asking } = props;
  if (!change) return null;
  if (change.what === 'empty') return <EmptyWorld {...asking} />;
  return change.what === 'restore' ? (
    <RestoreWorld snapshot={change.snapshot} {...asking} />
  ) : (
    <DeleteSnapshot snapshot={change.snapshot} {...asking} />
  );
}

interface Asking {
  readonly opened: boolean;
  close(): void;
}

/** Whatever was shown may be of the world that is gone. */
function useDone(close: () => void, text: string) {
  const queryClient = useQueryClient();
  const say = useToast();
  return {
    onSuccess() {
      close();
      say(text);
      void queryClient.invalidateQueries();
    },
  };
}

function RestoreWorld({ snapshot, opened, close }: Asking & { snapshot: Snapshot }) {
  const api = useApi();
  const done = useDone(close, 'World restored.');
  const restore = useMutation(api.snapshots.restore.mutationOptions(done));
  return (
    <Confirm
      title="Restore this world"
      opened={opened}
      close={close}
      action="Restore world"
      confirm={() => restore.mutate({ id: snapshot.id })}
      busy={restore.isPending}
      error={restore.error}
    >
      <p>
        The sandbox becomes as it was at {utcMoment(snapshot.now)} by its clock, with{' '}
        {counted(snapshot.users, 'user')} and {counted(snapshot.accounts, 'account')}.
      </p>
      <p>What it holds now is lost, unless you take a snapshot of it first.</p>
    </Confirm>
  );
}

function DeleteSnapshot({ snapshot, opened, close }: Asking & { snapshot: Snapshot }) {
  const api = useApi();
  const done = useDone(close, 'Snapshot deleted.');
  const remove = useMutation(api.snapshots.delete.mutationOptions(done));
  return (
    <Confirm
      title="Delete this snapshot"
      opened={opened}
      close={close}
      action="Delete snapshot"
      confirm={() => remove.mutate({ id: snapshot.id })}
      busy={remove.isPending}
      error={remove.error}
    >
      <p>The world as it is now stays; only this copy goes.</p>
    </Confirm>
  );
}

function EmptyWorld({ opened, close }: Asking) {
  const api = useApi();
  const done = useDone(close, 'The world is empty.');
  const empty = useMutation(api.snapshots.reset.mutationOptions(done));
  return (
    <Confirm
      title="Empty the world"
      opened={opened}
      close={close}
      action="Empty world"
      word="empty"
      confirm={() => empty.mutate({})}
      busy={empty.isPending}
      error={empty.error}
    >
      <p>
        This removes every user, account, scenario and setting of this sandbox, and lets its clock
        run with the server again. Nothing is told of what is gone.
      </p>
      <p>Keys, the seed and snapshots stay.</p>
    </Confirm>
  );
}
