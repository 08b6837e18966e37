import type { LinkSettings } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { live, useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Empty } from '../ui/empty.tsx';
import { IdText } from '../ui/id.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { count } from '../ui/numbers.ts';
import { Page } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { type Column, Table, TableWaiting } from '../ui/table.tsx';
import { LinkSettingsActions } from './link-settings-actions.tsx';
import { CreateLinkSettings } from './save-link-settings.tsx';

/** How Link looks on the pages of a company, and what can be picked there. */
export function LinkSettingsPage() {
  const api = useApi();
  const settings = useQuery(api.linkSettings.list.queryOptions({}, live));
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(true);
  return (
    <Page
      title="Link settings"
      lead="How Link looks, what it says and what can be picked. A page chooses some by their id, its customizationId; else the default ones count."
      action={
        <Action onClick={create} leftSection={<Plus size={16} strokeWidth={1.5} />}>
          Create link settings
        </Action>
      }
    >
      {settings.error ? (
        <Problem error={settings.error} retry={() => void settings.refetch()} />
      ) : null}
      {settings.isPending ? <TableWaiting rows={2} what="link settings" /> : null}
      {settings.data?.length === 0 ? <NoLinkSettings create={create} /> : null}
      {settings.data && settings.data.length > 0 ? (
        <div className="list-box">
          <Table
            caption="Link settings, oldest first"
            columns={columns}
            rows={settings.data}
            keyOf={({ id }) => id}
          />
        </div>
      ) : null}
      <CreateLinkSettings
        first={settings.data?.length === 0}
        opened={creating}
        close={() => setCreating(false)}
      />
    </Page>
  );
}

const columns: readonly Column<LinkSettings>[] = [
  { name: 'Name', grow: true, cell: NameOf },
  { name: 'Id', cell: ({ id }) => <IdText id={id} what="customizationId" /> },
  { name: 'Accent', gives: 'first', cell: ({ accent }) => accent ?? <Nothing /> },
  { name: 'Scheme', gives: 'first', cell: ({ scheme }) => scheme },
  { name: 'Link items', gives: 'second', cell: itemsOf },
  { name: 'Actions', align: 'right', cell: (all) => <LinkSettingsActions settings={all} /> },
];

function NameOf({ name, is_default }: LinkSettings) {
  return (
    <>
      {name}
      {is_default ? <span className="muted small"> default</span> : null}
    </>
  );
}

function itemsOf({ link_items }: LinkSettings) {
  return link_items.length === 0 ? 'All' : count(link_items.length);
}

function NoLinkSettings({ create }: { create(): void }) {
  return (
    <Empty title="Link is plain.">
      <p className="muted">
        Give it your name, logo and colour. The first settings count for every page; others are for
        pages that name them.
      </p>
      <Action variant="default" onClick={create}>
        Create link settings
      </Action>
    </Empty>
  );
}
