import {
  frameOptionsOf,
  type Given,
  type LinkOptions,
  linkKeyOf,
  saidIn,
  textOf,
} from './options.ts';
import type { CallbackMessage, CallbackName, FrameOptions } from './protocol/index.ts';
import { type Session, startSession } from './session.ts';

/** Link on a page. Its functions can be handed on as they are. */
export interface Link {
  /** Opens Link over the page, as soon as there is one. What is open stays as it is. */
  open(): void;
  /** Closes Link. `onClose` is called once it is gone. */
  close(): void;
}

/** A Link whose holder may vanish. */
export interface HeldLink extends Link {
  /** Takes Link away at once, without a callback. */
  drop(): void;
}

/** What is asked when it is needed, so that it may change. */
export interface LinkSource {
  /** Looked at whenever Link is opened, for its callbacks whenever one is due. */
  readonly options: () => LinkOptions;
  /** Any URL of the server. */
  readonly server: () => string;
}

/** Makes a Link. Nothing is on the page until it is opened. */
export function holdLink({ options, server }: LinkSource): HeldLink {
  let session: Session | undefined;
  let waiting: (() => void) | undefined;
  /** A token that came while Link was open, and what the page gave as one until then. */
  let newer: { token: string; given: unknown } | undefined;

  return { open, close, drop };

  function open() {
    if (waiting || session?.insist() === 'open' || session) return;
    waiting = onceThereIsABody(() => {
      waiting = undefined;
      start();
    });
  }

  function close() {
    if (waiting) drop();
    else session?.close();
  }

  function drop() {
    waiting?.();
    waiting = undefined;
    session?.drop();
    session = undefined;
  }

  function start() {
    session = startSession({
      server: originOf(server()),
      linkKey: linkKeyOf(options()),
      options: frameOptions,
      callback,
      tokenExpired,
      unreachable: () => tell('onError', { error: 'generic' }),
      ended(again) {
        session = undefined;
        tell('onClose');
        if (again) open();
      },
    });
  }

  function frameOptions(): FrameOptions {
    const given = frameOptionsOf(options());
    // A token that the page gives anew is newer than what was learned.
    return newer?.given === givenToken() && newer ? { ...given, userToken: newer.token } : given;
  }

  function givenToken(): unknown {
    return saidIn(options(), 'userToken');
  }

  function callback({ name, payload }: CallbackMessage) {
    if (name === 'onUserCreated') newer = { token: payload.userToken, given: givenToken() };
    if (payload === undefined) tell(name);
    else tell(name, payload);
  }

  function tokenExpired() {
    tell('onTokenExpired', (token: unknown) => {
      const text = textOf(token);
      if (text !== null) newer = { token: text, given: givenToken() };
      // What is no token is handed on as an empty one, which the frame refuses with words.
      session?.sendToken(text ?? '');
    });
  }

  /** Calls back, where the page gave a function. What that throws is told as the page's own fault, and stops nothing. */
  function tell(name: CallbackName, ...payload: unknown[]) {
    const given: Given = options();
    const call = saidIn(given, name);
    try {
      if (typeof call === 'function') Reflect.apply(call, given, payload);
    } catch (fault) {
      reportError(fault);
    }
  }
}

/** The origin of a URL. Of none: the page's own, where Link will not be found and says so. */
function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return location.origin;
  }
}

/** Runs now, or once the page has a body. Gives what takes that back, while it waits. */
function onceThereIsABody(run: () => void): (() => void) | undefined {
  if (document.body) {
    run();
    return undefined;
  }
  document.addEventListener('DOMContentLoaded', run, { once: true });
  return () => document.removeEventListener('DOMContentLoaded', run);
}
