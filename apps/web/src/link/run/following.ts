import type { Message } from '../flow/flow.ts';
import type { News } from './news.ts';
import type { Session } from './session.ts';
import { codeOf } from './troubles.ts';

/** What following a person's accounts needs. */
export interface Followed {
  readonly session: Session;
  readonly news: News;
  send(message: Message): void;
  /** Everything is to be asked for anew: what was known was of another world. */
  anew(): void;
}

/**
 * Follows the accounts of a person, with a new token where the old one ends. It begins with everything as it
 * is, also after each break. Gives the way to stop.
 */
export function followAccounts({ session, news, send, anew }: Followed): () => void {
  let unsubscribe = () => {};
  let stopped = false;
  let heard = true;
  const begin = () => {
    // Stopped while a new token was on its way.
    if (stopped) return;
    unsubscribe = session.client().link.watch.subscribe(
      {},
      {
        onData({ data: accounts }) {
          heard = true;
          news.hear(accounts);
          send({ kind: 'listed', accounts });
        },
        onError(error) {
          const code = codeOf(error);
          if (code === 'token_expired') renew();
          else if (code === 'world_replaced') anew();
          else if (code?.startsWith('token_')) end('invalid_user_token');
        },
      },
    ).unsubscribe;
  };
  const renew = () => {
    // A page that gives an ended token for an ended one would be asked without end.
    if (!heard) return end('expired_user_token');
    heard = false;
    session.renew().then(begin, () => end('expired_user_token'));
  };
  const end = (error: 'expired_user_token' | 'invalid_user_token') => {
    if (!stopped) send({ kind: 'failed', error });
  };
  begin();
  return () => {
    stopped = true;
    unsubscribe();
  };
}
