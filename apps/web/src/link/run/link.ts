import type { FrameMessage, ToldError } from '@intarsia/link/protocol';
import type { Host } from '../embed/host.ts';
import { type Command, type Flow, type Message, newFlow } from '../flow/flow.ts';
import { step } from '../flow/step.ts';
import type { Platform } from '../platform.ts';
import { bookmarkOf, readBookmark } from './bookmarks.ts';
import { followAccounts } from './following.ts';
import { leadBack } from './lead-back.ts';
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

/** How long the answer of a call is waited for once the person has left: for as long as a call may take. */
const LINGER_MS = 20_000;
/** What another token mends. */
const ofTokens: readonly ToldError[] = ['expired_user_token', 'invalid_user_token'];

/** Puts Link together. Throws nothing: what goes wrong becomes a screen. */
export function createLink(host: Host, platform: Platform, key: string): Link {
  let flow = newFlow(host.options);
  let stopFollowing: (() => void) | undefined;
  let opening: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  // The history of the page around is its own.
  const keepWayBack =
    host.origin === undefined ? leadBack({ platform, flow: () => flow, send }) : () => {};
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
    open() {
      opening ??= open().finally(() => {
        opening = undefined;
      });
      return opening;
    },
  };
  host.onMessage((message) => {
    if (message.type === 'close') send({ kind: 'closed' });
    if (message.type === 'back') send({ kind: 'back_or_out' });
    if (message.type === 'token' && !renewal.take(message.token)) takeLate(message.token);
  });
  return link;

  function send(message: Message): void {
    const turn = step(flow, message);
    const bookmark = bookmarkOf(turn.flow);
    // The browser counts how often this is written.
    if (bookmark && turn.flow.screen !== flow.screen) platform.remember({ link: bookmark });
    flow = turn.flow;
    keepWayBack();
    for (const command of turn.commands) run(command);
    for (const listener of listeners) listener();
  }

  function run(command: Command): void {
    if (command.do === 'call_back') host.say(command.message);
    else if (command.do === 'leave') stopFollowing?.();
    else if (command.do === 'linger') platform.after(LINGER_MS, () => send({ kind: 'left' }));
    else void perform(stage, command);
  }

  async function open(): Promise<void> {
    try {
      const message = await openAt(session, host, {
        bookmark: readBookmark(platform.recall()),
        introduce: (opened) => send({ kind: 'introduced', opened }),
      });
      send(message);
      if (message.kind === 'opened' && message.person) follow();
    } catch (error) {
      if (!(error instanceof Stranger)) throw error;
      // Whoever asks from there is told nothing.
      flow = { ...flow, screen: { name: 'failed', error: 'generic' } };
      for (const listener of listeners) listener();
    }
  }

  /** A token that nobody waits for any more is still good for those who were told that theirs is not. */
  function takeLate(token: string): void {
    const { screen } = flow;
    if (screen.name !== 'failed' || !ofTokens.includes(screen.error)) return;
    session.setToken(token);
    void link.open();
  }

  function follow(): void {
    stopFollowing?.();
    stopFollowing = followAccounts({ session, news, send, anew: () => void link.open() });
  }
}
