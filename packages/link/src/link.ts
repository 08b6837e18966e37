import { frameOptionsOf, type LinkOptions, linkKeyOf } from './options.ts';
import type { CallbackMessage, FrameOptions } from './protocol/index.ts';
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
      server: new URL(server()).origin,
      linkKey: linkKeyOf(options()),
      options: frameOptions,
      callback,
      tokenExpired,
      unreachable: () => options().onError?.({ error: 'generic' }),
      ended() {
        session = undefined;
        options().onClose?.();
      },
    });
  }

  function frameOptions(): FrameOptions {
    const given = frameOptionsOf(options());
    // A token that the page gives anew is newer than what was learned.
    return newer?.given === options().userToken && newer
      ? { ...given, userToken: newer.token }
      : given;
  }

  function callback({ name, payload }: CallbackMessage) {
    if (name === 'onUserCreated') newer = { token: payload.userToken, given: options().userToken };
    // Safe: a name comes with the payload of its callback.
    const call = options()[name] as ((payload?: unknown) => void) | undefined;
    if (payload === undefined) call?.();
    else call?.(payload);
  }

  function tokenExpired() {
    options().onTokenExpired?.((token) => {
      newer = { token, given: options().userToken };
      session?.sendToken(token);
    });
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
