import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FILES_PREFIX } from '@intarsia/api';
import type { Instance } from '@intarsia/runtime';
import type { Config } from './config.ts';
import type { Door } from './exchange.ts';
import { linkDoors } from './link-doors.ts';
import type { Metrics } from './metrics.ts';
import { pagesDoors, redirectDoor } from './pages-door.ts';
import { restDoor } from './rest-door.ts';
import { RPC_PREFIX, rpcDoor } from './rpc-door.ts';
import { type StaticSite, staticDoor } from './static-files.ts';

/** The build of the web pages, as seen from this file's own build. */
const WEB = fileURLToPath(new URL('../../web/dist/', import.meta.url));
/** That of the script with which pages embed Link. */
const LINK_SCRIPT = fileURLToPath(
  new URL('../../../packages/link/dist/script/v3.js', import.meta.url),
);

/** The Console talks to its own server alone, and nobody may frame it. */
const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The Console as it was built. */
const consoleSite: StaticSite = {
  prefix: '/console/',
  folder: `${WEB}console`,
  page: 'index.html',
  headers: {
    'content-security-policy': consolePolicy,
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  },
};

/** Every way into an instance: a request's path says through which door it goes. */
export function doorsOf(
  instance: Instance,
  { config, metrics }: { config: Config; metrics: Metrics },
): Door {
  const way = { ...config, stopping: instance.deps.stopping };
  const rest = restDoor(instance.rest, way);
  const rpc = rpcDoor(instance, way);
  const link = linkDoors(instance, { pages: WEB, script: LINK_SCRIPT });
  const exact = new Map([
    ...link.exact,
    ...pagesDoors(instance, { metrics, metrics_token: config.metrics_token }),
    redirectDoor('/', '/console/'),
    redirectDoor('/console', '/console/'),
  ]);
  const console = staticDoor(consoleSite);

  return (exchange) => {
    const { url } = exchange;
    if (url.startsWith('/v1/') || url.startsWith(FILES_PREFIX)) return rest(exchange);
    if (url.startsWith(RPC_PREFIX)) return rpc(exchange);
    if (url.startsWith(consoleSite.prefix)) return console(exchange);
    const mark = url.indexOf('?');
    const page = exact.get(mark < 0 ? url : url.slice(0, mark));
    if (!page && url.startsWith('/link/')) return link.files(exchange);
    // The REST core collapses doubled slashes, and knows how to say that there is nothing.
    return page ? page(exchange) : rest(exchange);
  };
}

/** Whether the Console was built. */
export function hasConsole(): boolean {
  return existsSync(`${consoleSite.folder}/index.html`);
}
