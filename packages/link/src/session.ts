import { openChannel } from './channel.ts';
import { openOverlay } from './overlay.ts';
import type { CallbackMessage, FrameMessage, FrameOptions } from './protocol/index.ts';
import { textsFor } from './texts.ts';

/** How long a frame may take to show something. */
const LOAD_MS = 30_000;
/** How long it may take to greet once it has loaded. A frame that may not be shown loads too. */
const GREET_MS = 3_000;
/** How long it may take to say goodbye. */
const GOODBYE_MS = 1_000;
/** How long it may stay unseen to tell what it has done; a little longer than it waits itself. */
const LINGER_MS = 25_000;
/** The same once somebody wants Link open again. */
const AGAIN_MS = 3_000;

/** What a session is for, and whom it tells. */
export interface SessionParts {
  /** The server's origin. */
  readonly server: string;
  readonly linkKey: string;
  /** Asked whenever the frame was loaded. */
  readonly options: () => FrameOptions;
  readonly callback: (message: CallbackMessage) => void;
  readonly tokenExpired: () => void;
  /** The frame can not be shown. The person is told, and may try again. */
  readonly unreachable: () => void;
  /** It is over, and nothing of it is left. `again`: it was wanted open meanwhile. */
  readonly ended: (again: boolean) => void;
}

/** One time that Link is open. */
export interface Session {
  sendToken(token: string): void;
  /**
   * Opening what is open already shows where it is, and what is just closing is to end now. One that has
   * something to tell yet does that first, and is opened again after it.
   */
  insist(): 'open' | 'ended';
  /** Lets the frame say goodbye, then ends. */
  close(): void;
  /** Takes everything away at once and tells nobody. */
  drop(): void;
}

/** Lays Link over the page. */
export function startSession(parts: SessionParts): Session {
  const { server } = parts;
  let state: 'loading' | 'open' | 'closing' | 'leaving' | 'over' = 'loading';
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const overlay = openOverlay({
    url: `${server}/link/frame?key=${encodeURIComponent(parts.linkKey)}`,
    texts: textsFor(navigator.language),
    askToClose: close,
    goBack() {
      if (state === 'open') channel.send({ type: 'back' });
      else close();
    },
    gone: end,
  });
  const { frame } = overlay;
  const channel = openChannel({
    frame,
    origin: server,
    options: parts.options,
    receive,
    greeted() {
      if (isLeaving()) return;
      state = 'loading';
      within(LOAD_MS, fail);
    },
  });
  frame.addEventListener('load', () => {
    if (state === 'loading' && !channel.isOpen()) within(GREET_MS, fail);
  });
  within(LOAD_MS, fail);

  return {
    sendToken: (token) => channel.send({ type: 'token', token }),
    insist() {
      if (state === 'leaving') wait();
      else if (state === 'closing') end();
      else overlay.focus();
      return state === 'over' ? 'ended' : 'open';
    },
    close,
    drop,
  };

  /** Does something when the frame has been silent for so long. */
  function within(ms: number, late: () => void) {
    clearTimeout(timer);
    timer = setTimeout(late, ms);
  }

  function receive(message: FrameMessage) {
    if (message.type === 'callback') parts.callback(message);
    if (message.type === 'tokenExpired') parts.tokenExpired();
    if (message.type === 'close') end();
    if (message.type === 'leaving') leave();
    if (message.type === 'opened' && !isLeaving()) {
      clearTimeout(timer);
      state = 'open';
      overlay.reveal(message.title);
    }
  }

  function fail() {
    overlay.showTrouble(() => {
      within(LOAD_MS, fail);
      overlay.load();
    });
    parts.unreachable();
  }

  function isLeaving() {
    return state === 'closing' || state === 'leaving';
  }

  function leave() {
    state = 'leaving';
    within(LINGER_MS, end);
    overlay.hide();
  }

  function wait() {
    again = true;
    within(AGAIN_MS, end);
    overlay.cover();
  }

  function close() {
    again = false;
    if (state === 'leaving') overlay.hide();
    if (state === 'loading') end();
    if (state !== 'open') return;
    state = 'closing';
    within(GOODBYE_MS, end);
    channel.send({ type: 'close' });
  }

  function end() {
    if (state === 'over') return;
    drop();
    parts.ended(again);
  }

  function drop() {
    state = 'over';
    clearTimeout(timer);
    channel.end();
    overlay.remove();
  }
}
