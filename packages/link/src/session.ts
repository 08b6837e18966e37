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
  /** It is over, and nothing of it is left. */
  readonly ended: () => void;
}

/** One time that Link is open. */
export interface Session {
  sendToken(token: string): void;
  /** Opening what is open already shows where it is, and what is just closing is to end now. */
  insist(): 'open' | 'ended';
  /** Lets the frame say goodbye, then ends. */
  close(): void;
  /** Takes everything away at once and tells nobody. */
  drop(): void;
}

/** Lays Link over the page. */
export function startSession(parts: SessionParts): Session {
  const { server } = parts;
  let state: 'loading' | 'open' | 'closing' | 'over' = 'loading';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const overlay = openOverlay({
    url: `${server}/link/frame?key=${encodeURIComponent(parts.linkKey)}`,
    texts: textsFor(navigator.language),
    askToClose: close,
    gone: end,
  });
  const { frame } = overlay;
  const channel = openChannel({
    frame,
    origin: server,
    options: parts.options,
    receive,
    greeted() {
      if (state === 'closing') return;
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
      if (state === 'closing') end();
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
    if (message.type === 'opened' && state !== 'closing') {
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

  function close() {
    if (state === 'loading') end();
    if (state !== 'open') return;
    state = 'closing';
    within(GOODBYE_MS, end);
    channel.send({ type: 'close' });
  }

  function end() {
    if (state === 'over') return;
    drop();
    parts.ended();
  }

  function drop() {
    state = 'over';
    clearTimeout(timer);
    channel.end();
    overlay.remove();
  }
}
