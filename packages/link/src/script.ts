// The script that pages load from a server: defines `Intarsia`, and `Argyle` where nobody else has.
import { holdLink, type Link } from './link.ts';
import type { LinkOptions } from './options.ts';

/** What the script defines. */
interface LinkScript {
  /** Makes a Link of the server that the script came from. */
  readonly create: (options: LinkOptions) => Link;
}

/** A module has no `currentScript`, but it has its element. */
const element = (document.currentScript ??
  document.querySelector('script[src*="/link/v3.js"],script[src*="/argyle.web.v3.js"]')) as
  // Safe: a script in an SVG has a `src` of none of these names.
  HTMLScriptElement | null;
const server = element?.src ?? '';

const create: LinkScript['create'] = (options) => {
  const { open, close } = holdLink({ options: () => options ?? {}, server: () => server });
  return { open, close };
};

// Safe: a page's globals can be anything, and these are not there or keep what they are.
const page = window as { Intarsia?: LinkScript; Argyle?: LinkScript };
page.Intarsia ??= { create };
page.Argyle ??= page.Intarsia;
