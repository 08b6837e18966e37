import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { live, useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { Table, TableWaiting } from '../ui/table.tsx';
import { CreateKey } from './create-key.tsx';
import { keyColumns } from './key-columns.tsx';
import { LinkKeys } from './link-keys.tsx';

/** The keys that a backend calls the API with, and those that Link starts with. */
export function KeysPage() {
  const { kind } = useEnvironment();
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(true);
  return (
    <Page
      title="API keys"
      lead={`Your backend proves with a key who it is. These open the ${kind} environment only.`}
      action={
        <Action onClick={create} leftSection={<Plus size={16} strokeWidth={1.5} />}>
          Create API key
        </Action>
      }
    >
      <ApiKeys create={create} />
      <LinkKeys />
      <CreateKey opened={creating} close={() => setCreating(false)} />
    </Page>
  );
}

function ApiKeys({ create }: { create(): void }) {
  const api = useApi();
  const keys = useQuery(api.keys.list.queryOptions({ limit: 200 }, live));
  return (
    <Section title="Keys">
      {keys.error ? <Problem error={keys.error} retry={() => void keys.refetch()} /> : null}
      {keys.isPending ? <TableWaiting rows={3} what="keys" /> : null}
      {keys.data?.results.length === 0 ? (
        <Empty title="There is no key yet.">
          <p className="muted">Without one, no backend can call the API in this environment.</p>
          <Action variant="default" onClick={create}>
            Create API key
          </Action>
        </Empty>
      ) : null}
      {keys.data && keys.data.results.length > 0 ? (
        <div className="list-box">
          <Table
            caption="API keys, newest first"
            columns={keyColumns}
            rows={keys.data.results}
            keyOf={({ id }) => id}
          />
        </div>
      ) : null}
    </Section>
  );
}
