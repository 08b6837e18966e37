import type { ApiKey } from '@intarsia/domain';
import { usePlatform } from '../app/platform.tsx';
import { IdText } from '../ui/id.tsx';
import { Moment } from '../ui/moment.tsx';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { KeyActions } from './key-actions.tsx';
import { keyState } from './usable-key.ts';

/** What a row says about a key. */
export const keyColumns: readonly Column<ApiKey>[] = [
  { name: 'Name', grow: true, cell: ({ name }) => name },
  { name: 'Key id', gives: 'second', cell: ({ id }) => <IdText id={id} what="key id" /> },
  { name: 'State', cell: (key) => <KeyState apiKey={key} /> },
  {
    name: 'Created',
    gives: 'first',
    align: 'right',
    cell: ({ created_at }) => <Moment at={created_at} wall />,
  },
  { name: 'Actions', align: 'right', cell: (key) => <KeyActions apiKey={key} /> },
];

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const { now } = usePlatform();
  const state = keyState(apiKey, now());
  if (state === 'active') return <State tone="good" word="Active" />;
  if (state === 'revoked') return <State tone="idle" word="Revoked" />;
  if (state === 'ended') return <State tone="idle" word="Ended" />;
  return (
    <span className="state-line">
      <State tone="warn" word="Ends" />
      {apiKey.expires_at ? <Moment at={apiKey.expires_at} wall /> : null}
    </span>
  );
}
