import { existsSync, readFileSync } from 'node:fs';
import { frameAncestors } from '@intarsia/api';
import { frameAncestorsFor, KeyId } from '@intarsia/domain';
import type { Instance } from '@intarsia/runtime';
import {
  type Door,
  type Exchange,
  isRead,
  type PlainAnswer,
  problem,
  readOnly,
  send,
} from './exchange.ts';
import { redirectDoor } from './pages-door.ts';
import { fileDoor, staticDoor } from './static-files.ts';

/** Where the parts of Link were built. */
export interface LinkBuilds {
  /** The folder of the web pages: `link/` and `link-demo/` are in it. */
  readonly pages: string;
  /** The script that pages embed. */
  readonly script: string;
}

/** Any page may load the script, also one that is isolated or checks what it loads. */
const scriptHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  // Its name stays the same, so that a page need not change when a server is brought up to date.
  'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
};

const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Logos stand where the client says; what is to be uploaded is shown from memory.
  "img-src 'self' https: data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const frameHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  'x-content-type-options': 'nosniff',
  // A page that isolates itself frames only what does so too and may be loaded by others. This way logos
  // still come from anywhere, without cookies. Who may frame it is said by the policy above.
  'cross-origin-embedder-policy': 'credentialless',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
};

const demoPlace = '/link/demo/';
/** The demo embeds Link as any page does, by the script of this server. */
const demoHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
};

/** The doors of Link: those of single paths, and the one of all other paths below `/link/`. */
export function linkDoors(
  instance: Instance,
  { pages, script }: LinkBuilds,
): { readonly exact: readonly [string, Door][]; readonly files: Door } {
  const page = `${pages}link/index.html`;
  const scriptDoor = { full: script, headers: scriptHeaders };
  const demo = staticDoor({
    prefix: demoPlace,
    folder: `${pages}link-demo`,
    page: 'index.html',
    headers: demoHeaders,
  });
  const assets = staticDoor({
    prefix: '/link/',
    folder: `${pages}link`,
    headers: { 'content-security-policy': policyFor([]) },
  });
  return {
    exact: [
      fileDoor('/link/v3.js', scriptDoor),
      // What pages load today that were written for it.
      fileDoor('/argyle.web.v3.js', scriptDoor),
      pageDoor('/link/frame', page, async (asked) => {
        // Space around a key counts for nothing where it proves who asks, so it may open nothing here.
        const key = KeyId.safeParse(asked.trim());
        const known = key.success ? await frameAncestors(instance.deps, key.data) : undefined;
        // Whoever names a wrong key is to read so. Without a key there is nothing that a click could do.
        return known ?? ['*'];
      }),
      pageDoor('/link', page, () => []),
      redirectDoor('/link/demo', demoPlace),
    ],
    files: (exchange) => (exchange.url.startsWith(demoPlace) ? demo : assets)(exchange),
  };
}

function policyFor(ancestors: readonly string[]): string {
  return `${framePolicy}; frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`;
}

/** The page of Link, which the named origins may frame. */
function pageDoor(
  route: string,
  full: string,
  ancestorsOf: (link_key: string) => readonly string[] | Promise<readonly string[]>,
): [string, Door] {
  let html: string | undefined;
  const answer = async ({ url, request }: Exchange): Promise<PlainAnswer> => {
    if (html === undefined && existsSync(full)) html = readFileSync(full, 'utf8');
    if (html === undefined) return problem(404, 'route_unknown', 'Not found.');
    const mark = url.indexOf('?');
    const key = new URLSearchParams(mark < 0 ? '' : url.slice(mark)).get('key') ?? '';
    const ancestors = frameAncestorsFor(await ancestorsOf(key), request.headers.referer);
    return {
      status: 200,
      headers: { ...frameHeaders, 'content-security-policy': policyFor(ancestors) },
      body: html,
    };
  };
  const door: Door = async (exchange) => {
    const { method } = exchange.request;
    send(exchange, isRead(method) ? await answer(exchange) : readOnly(method));
    return route;
  };
  return [route, door];
}
