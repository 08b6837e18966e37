import type { LinkKey } from '@intarsia/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { live, useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { IdText } from '../ui/id.tsx';
import { shortId } from '../ui/ids.ts';
import { Moment } from '../ui/moment.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { type Column, Table, TableWaiting } from '../ui/table.tsx';
import { useToast } from '../ui/toasts.tsx';
import { EmbeddedBy, LinkOrigins } from './link-origins.tsx';

/** The keys that Link starts with. They are public. */
export function LinkKeys() {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const keys = useQuery(api.linkKeys.list.queryOptions({}, live));
  const create = useMutation(
    api.linkKeys.create.mutationOptions({
      onSuccess() {
        say('Link key created.');
        void queryClient.invalidateQueries({ queryKey: api.linkKeys.pathKey() });
      },
    }),
  );
  return (
    <Section
      title="Link keys"
      action={
        <Action
          variant="default"
          size="xs"
          loading={create.isPending}
          onClick={() => create.mutate({})}
        >
          Create link key
        </Action>
      }
    >
      <p className="muted">
        Link starts with one of these on your page. They are public and open no data by themselves.
      </p>
      {create.error ? <Problem error={create.error} /> : null}
      {keys.error ? <Problem error={keys.error} /> : null}
      {keys.isPending ? <TableWaiting rows={1} what="link keys" /> : null}
      {keys.data?.length === 0 ? <p>There is none: Link can’t start in this environment.</p> : null}
      {keys.data && keys.data.length > 0 ? (
        <div className="list-box">
          <Table caption="Link keys" columns={columns} rows={keys.data} keyOf={({ id }) => id} />
        </div>
      ) : null}
    </Section>
  );
}

const columns: readonly Column<LinkKey>[] = [
  { name: 'Link key', cell: ({ id }) => <IdText id={id} what="link key" /> },
  { name: 'Embedded by', grow: true, cell: (key) => <EmbeddedBy linkKey={key} /> },
  {
    name: 'Created',
    align: 'right',
    gives: 'first',
    cell: ({ created_at }) => <Moment at={created_at} wall />,
  },
  { name: 'Actions', align: 'right', cell: (key) => <LinkKeyActions linkKey={key} /> },
];

function LinkKeyActions({ linkKey }: { linkKey: LinkKey }) {
  const [shown, show] = useState<'origins' | 'revoke'>();
  const close = () => show(undefined);
  return (
    <>
      <span className="table-actions">
        <Action variant="subtle" size="compact-sm" onClick={() => show('origins')}>
          Origins<span className="sr-only"> of {shortId(linkKey.id)}</span>
        </Action>
        <Action variant="subtle" color="danger" size="compact-sm" onClick={() => show('revoke')}>
          Revoke<span className="sr-only"> {shortId(linkKey.id)}</span>
        </Action>
      </span>
      <LinkOrigins linkKey={linkKey} opened={shown === 'origins'} close={close} />
      <RevokeLinkKey linkKey={linkKey} opened={shown === 'revoke'} close={close} />
    </>
  );
}

function RevokeLinkKey(props: { linkKey: LinkKey; opened: boolean; close(): void }) {
  const { linkKey, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const revoke = useMutation(
    api.linkKeys.revoke.mutationOptions({
      onSuccess() {
        close();
        say('Link key revoked.');
        void queryClient.invalidateQueries({ queryKey: api.linkKeys.pathKey() });
      },
    }),
  );
  return (
    <Confirm
      title={`Revoke link key ${shortId(linkKey.id)}`}
      opened={opened}
      close={close}
      action="Revoke link key"
      confirm={() => revoke.mutate({ id: linkKey.id })}
      busy={revoke.isPending}
      error={revoke.error}
    >
      <p>No new Link starts with this key from now on. Accounts that are connected stay so.</p>
    </Confirm>
  );
}
