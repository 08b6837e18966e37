import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferOutput } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Moment } from '../ui/moment.tsx';
import { count, counted } from '../ui/numbers.ts';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { utcMoment } from '../ui/times.ts';
import { useToast } from '../ui/toasts.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { type WorldChange, WorldConfirm } from './world-confirm.tsx';

/** A copy of the world. */
export type Snapshot = inferOutput<
  ReturnType<typeof useApi>['snapshots']['list']
>['results'][number];

const SHOWN = 50;

/** Copies of the world: to take one, to come back to it, or to begin with nothing. */
export function WorldPart() {
  const api = useApi();
  const [change, setChange] = useState<WorldChange>();
  const [asking, setAsking] = useState(false);
  const begin = (next: WorldChange) => {
    setChange(next);
    setAsking(true);
  };
  const snapshots = useQuery(api.snapshots.list.queryOptions({ limit: SHOWN }));
  return (
    <Section
      title="World"
      action={
        <span className="table-actions">
          <Action
            variant="default"
            size="xs"
            onClick={() => begin({ what: 'empty', snapshot: undefined })}
          >
            Empty the world
          </Action>
          <TakeSnapshot />
        </span>
      }
    >
      <p className="muted">
        A snapshot keeps users, accounts and their data, waiting work, clock, seed, scenarios and
        settings. Keys and events are not part of it.
      </p>
      {snapshots.isPending ? <Waiting lines={2} what="snapshots" /> : null}
      {snapshots.error ? <Problem error={snapshots.error} /> : null}
      {snapshots.data && snapshots.data.count > 0 ? (
        <div className="list-box">
          <Table
            caption="Snapshots, newest first"
            columns={columnsOf(begin)}
            rows={snapshots.data.results}
            keyOf={({ id }) => id}
          />
        </div>
      ) : null}
      {snapshots.data?.next ? (
        <p className="muted small">
          The newest {SHOWN} of {counted(snapshots.data.count, 'snapshot')}.
        </p>
      ) : null}
      <WorldConfirm change={change} opened={asking} close={() => setAsking(false)} />
    </Section>
  );
}

function TakeSnapshot() {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const take = useMutation(
    api.snapshots.create.mutationOptions({
      onSuccess({ users, accounts }) {
        void queryClient.invalidateQueries({ queryKey: api.snapshots.pathKey() });
        say(`Snapshot taken: ${counted(users, 'user')}, ${counted(accounts, 'account')}.`);
      },
      onError: () => say('The snapshot could not be taken.'),
    }),
  );
  return (
    <Action variant="default" size="xs" loading={take.isPending} onClick={() => take.mutate({})}>
      Take a snapshot
    </Action>
  );
}

function columnsOf(begin: (change: WorldChange) => void): readonly Column<Snapshot>[] {
  return [
    { name: 'Taken', grow: true, cell: ({ created_at }) => <Moment at={created_at} wall /> },
    {
      name: 'Its clock',
      gives: 'second',
      cell: ({ now }) => <span className="tabular">{utcMoment(now)}</span>,
    },
    { name: 'Users', align: 'right', gives: 'first', cell: ({ users }) => count(users) },
    { name: 'Accounts', align: 'right', gives: 'first', cell: ({ accounts }) => count(accounts) },
    {
      name: 'Actions',
      align: 'right',
      cell: (snapshot) => (
        <span className="table-actions">
          <Action
            variant="default"
            size="compact-sm"
            onClick={() => begin({ what: 'restore', snapshot })}
          >
            Restore
          </Action>
          <Action
            variant="default"
            size="compact-sm"
            onClick={() => begin({ what: 'delete', snapshot })}
          >
            Delete
          </Action>
        </span>
      ),
    },
  ];
}
