import { holdLink, type Link } from './link.ts';
import type { LinkOptions } from './options.ts';

export type { Link } from './link.ts';
export type { LinkCallbacks, LinkOptions } from './options.ts';
export type * from './protocol/callbacks.ts';

/** The options of a Link that comes with a page's own code. */
export interface PackagedLinkOptions extends LinkOptions {
  /** Where the Intarsia server is: `https://intarsia.example`. */
  readonly server: string;
}

/** Makes a Link of a server; `open()` shows it. Fits server rendering: only `open` needs a browser. */
export function createLink(options: PackagedLinkOptions): Link {
  const { open, close } = holdLink({ options: () => options, server: () => options.server });
  return { open, close };
}
