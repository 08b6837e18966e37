import type { FrameMessage } from '@intarsia/link/protocol';
import type { Host } from '../embed/host.ts';
import { type Command, type Flow, type Message, newFlow } from '../flow/flow.ts';
import { step } from '../flow/step.ts';
import type { Platform } from '../platform.ts';
import { bookmarkOf, readBookmark } from './bookmarks.ts';
import { followAccounts } from './following.ts';
import { createNews } from './news.ts';
import { openAt, Stranger } from './open.ts';
import { perform, type Stage } from './perform.ts';
import { createRenewal } from './renewal.ts';
import { openSession, type Session } from './session.ts';

/** Link as it runs: what it knows, and how it is told what happens. */
export interface Link {
  readonly session: Session;
  flow(): Flow;
  send(message: Message): void;
  /** Calls back after each change; gives the way to stop. */
  subscribe(listener: () => void): () => void;
  say(message: FrameMessage): void;
  /** Asks the server what there is: at the beginning, and again where that failed. */
  open(): Promise<void>;
}

/** Puts Link together. Throws nothing: what goes wrong becomes a screen. */
export function createLink(host: Host, platform: Platform, key: string): Link {
  let flow = newFlow(host.options);
  let stopFollowing: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const news = createNews();
  const renewal = createRenewal(host, platform, send);
  const { origin: url, fetch, newKey } = platform;
  const pause = (ms: number) => new Promise<void>((resolve) => platform.after(ms, resolve));
  const session = openSession({ url, key, fetch, newKey, pause, renew: renewal.renew });

  const stage: Stage = { session, news, flow: () => flow, send, follow };
  const link: Link = {
    session,
    flow: () => flow,
    send,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    say: host.say,
    open,
  };
  host.onMessage((message) => {
    if (message.type === 'close') send({ kind: 'closed' });
    if (message.type === 'token') renewal.take(message.token);
  });
  return link;

  function send(message: Message): void {
    const turn = step(flow, message);
    // The browser counts how often this is written.
    if (turn.flow.screen !== flow.screen) platform.remember({ link: bookmarkOf(turn.flow) });
    flow = turn.flow;
    for (const command of turn.commands) run(command);
    for (const listener of listeners) listener();
  }

  function run(command: Command): void {
    if (command.do === 'call_back') host.say(command.message);
    else if (command.do === 'leave') stopFollowing?.();
    else void perform(stage, command);
  }

  async function open(): Promise<void> {
    try {
      const message = await openAt(session, host, readBookmark(platform.recall()));
      send(message);
      if (message.kind === 'opened' && message.person) follow();
    } catch (error) {
      if (!(error instanceof Stranger)) throw error;
      // Whoever asks from there is told nothing.
      flow = { ...flow, screen: { name: 'failed', error: 'generic' } };
      for (const listener of listeners) listener();
    }
  }

  function follow(): void {
    stopFollowing?.();
    stopFollowing = followAccounts({ session, news, send });
  }
}
