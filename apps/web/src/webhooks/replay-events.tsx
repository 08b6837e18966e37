import type { Webhook } from '@intarsia/domain';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { ApiCommand } from '../keys/api-command.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldError, namesFields } from '../ui/explain.ts';
import { counted } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { typesOf } from './events.ts';
import { type ReplayDraft, replayFrom } from './replay.ts';
import { useChanged } from './use-changed.ts';

const fields = ['type', 'from', 'to'];

/** Sends the events of a time or of a type to a webhook once more. */
export function ReplayEvents(props: { webhook: Webhook; opened: boolean; close(): void }) {
  const { webhook, opened, close } = props;
  return (
    <Dialog title={`Replay events to ${webhook.name}`} opened={opened} close={close}>
      <ReplayForm webhook={webhook} close={close} />
    </Dialog>
  );
}

function ReplayForm({ webhook, close }: { webhook: Webhook; close(): void }) {
  const [draft, setDraft] = useState<ReplayDraft>({ type: '', from: '', to: '' });
  const replay = useReplay();
  const filter = replayFrom(draft);
  const change = (part: Partial<ReplayDraft>) => {
    setDraft((held) => ({ ...held, ...part }));
    replay.reset();
  };
  const next = replay.data?.next_cursor ?? null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (filter) replay.mutate({ id: webhook.id, ...filter, ...(next && { cursor: next }) });
  };
  return (
    <form className="form" onSubmit={send}>
      {replay.error && !namesFields(replay.error, fields) ? <Problem error={replay.error} /> : null}
      <ReplayFields webhook={webhook} draft={draft} change={change} error={replay.error} />
      {filter ? (
        <ApiCommand method="POST" path={`/v1/webhooks/${webhook.id}/replay`} body={filter} />
      ) : (
        <p className="muted">Choose a type or a time.</p>
      )}
      {replay.data ? <Outcome {...replay.data} /> : null}
      <div className="form-end">
        <Button variant="default" onClick={close}>
          {replay.data ? 'Close' : 'Cancel'}
        </Button>
        {replay.data && next === null ? null : (
          <Button type="submit" loading={replay.isPending} disabled={filter === undefined}>
            {next === null ? 'Replay events' : 'Replay the next ones'}
          </Button>
        )}
      </div>
    </form>
  );
}

function useReplay() {
  const api = useApi();
  const changed = useChanged();
  return useMutation(
    api.webhooks.replay.mutationOptions({
      onSuccess: ({ replayed }) => changed(`${counted(replayed, 'event')} on the way once more.`),
    }),
  );
}

function Outcome({ replayed, next_cursor }: { replayed: number; next_cursor: string | null }) {
  if (replayed === 0) return <p role="status">No event that this webhook gets is among them.</p>;
  return (
    <p role="status">
      {counted(replayed, 'event')} {replayed === 1 ? 'is' : 'are'} on the way once more.{' '}
      {next_cursor === null ? null : 'There are more: a call takes so many.'}
    </p>
  );
}

function ReplayFields(props: {
  webhook: Webhook;
  draft: ReplayDraft;
  change(part: Partial<ReplayDraft>): void;
  error: unknown;
}) {
  const { webhook, draft, change, error } = props;
  const types = typesOf(webhook.events).map((name) => ({ value: name, label: name }));
  return (
    <>
      <NativeSelect
        label="Events"
        data-autofocus
        data={[{ value: '', label: 'All that it gets' }, ...types]}
        value={draft.type}
        error={fieldError(error, 'type')}
        onChange={(event) => change({ type: event.currentTarget.value })}
      />
      <div className="replay-times">
        <TextInput
          type="datetime-local"
          label="From (optional)"
          value={draft.from}
          error={fieldError(error, 'from')}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label="To (optional)"
          value={draft.to}
          error={fieldError(error, 'to')}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
