// What the embedding page and the frame of Link say to each other. Both are built from these types.
import type { CallbackPayloads, FrameCallback } from './callbacks.ts';
import type { FrameOptions } from './frame-options.ts';

export { callbackNames } from './callback-names.ts';
export type * from './callbacks.ts';
export type * from './frame-options.ts';

/** Both sides ignore greetings of another version. */
export const PROTOCOL_VERSION = 1;

/** How many names the server takes in one of the lists that say what can be picked. */
export const MOST_NAMES = 500;

/**
 * Frame to page, by `window.parent.postMessage(…, '*')`, again and again until it is answered: it holds
 * no secret. `id` is another one with every load of the frame; the page answers each once.
 */
export interface ReadyMessage {
  readonly type: 'intarsia:ready';
  readonly v: typeof PROTOCOL_VERSION;
  readonly id: string;
}

/**
 * Page to frame, once per `id`, for the server's origin alone and with a port. Everything else goes over
 * that port. The frame takes it from `window.parent` and an allowed origin only.
 */
export interface OpenMessage {
  readonly type: 'intarsia:open';
  readonly v: typeof PROTOCOL_VERSION;
  readonly options: FrameOptions;
}

/** Over the port: page to frame. */
export type PageMessage =
  /** The page wants Link closed: say goodbye with `close` or `leaving`, within a second. */
  | { readonly type: 'close' }
  /** The person goes back as their device does it, without the history: one step, or out. */
  | { readonly type: 'back' }
  /** The answer to `tokenExpired`. */
  | { readonly type: 'token'; readonly token: string };

/** A callback to make, with its payload. */
export type CallbackMessage = {
  [Name in FrameCallback]: {
    readonly type: 'callback';
    readonly name: Name;
    readonly payload: CallbackPayloads[Name];
  };
}[FrameCallback];

/** Over the port: frame to page. */
export type FrameMessage =
  | CallbackMessage
  /** The first screen is painted: show it. `title` names the frame in the person's language. */
  | { readonly type: 'opened'; readonly title: string }
  /** The token has expired. A new one comes as `token`, if the page handles `onTokenExpired`. */
  | { readonly type: 'tokenExpired' }
  /** Link is no longer seen, and has something to tell yet: keep the frame out of the way until `close`. */
  | { readonly type: 'leaving' }
  /** Link is done and no longer seen: take the frame away. */
  | { readonly type: 'close' };
