import type { Account } from '@intarsia/domain';
import { State } from '../ui/states.tsx';
import { connectionStates } from './states.ts';

/** ◆ connected, ◇ connecting, ▲ error: a form, a word, a colour. */
export function ConnectionState({ status }: { status: Account['connection']['status'] }) {
  return <State {...connectionStates[status]} />;
}
