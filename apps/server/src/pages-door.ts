import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { scenarioSchema } from '@intarsia/domain';
import type { Instance } from '@intarsia/runtime';
import { type Door, isRead, type PlainAnswer, problem, readOnly, send } from './exchange.ts';
import type { Metrics } from './metrics.ts';
import { isLocal } from './origins.ts';

/** What the pages for machines need to know. */
export interface PagesSettings {
  readonly metrics: Metrics;
  readonly metrics_token: string | undefined;
}

const asJson = { 'content-type': 'application/json; charset=utf-8' };
const plainText = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
const notStored = { 'cache-control': 'no-store' };
const docsHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'public, max-age=300',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};
const everywhere = { 'access-control-allow-origin': '*' };

const alive: [string, Door] = page('/healthz', () =>
  answer(200, { ...asJson, ...notStored }, '{"status":"ok"}'),
);

/** What can be said before there is an instance: that this process lives, and is not ready. */
export const earlyDoors: ReadonlyMap<string, Door> = new Map([
  alive,
  page('/readyz', () => readiness(false)),
]);

/** The pages that machines read, by path: health, metrics, keys and the description of the API. */
export function pagesDoors(instance: Instance, settings: PagesSettings): ReadonlyMap<string, Door> {
  return new Map([
    alive,
    page('/readyz', async () => readiness(await instance.isReady())),
    page('/metrics', (request) =>
      mayReadMetrics(request, settings.metrics_token)
        ? answer(200, { ...plainText, ...notStored }, settings.metrics.text())
        : problem(401, 'credentials_missing', 'Metrics need the token of INTARSIA_METRICS_TOKEN.'),
    ),
    page('/.well-known/jwks.json', async () =>
      answer(
        200,
        // A new key signs at once, so nobody may go on with a key set that lacks it.
        { ...asJson, ...everywhere, 'cache-control': 'no-cache' },
        JSON.stringify(await instance.publicKeys()),
      ),
    ),
    page('/openapi.json', () =>
      answer(
        200,
        { ...asJson, ...everywhere, 'cache-control': 'public, max-age=300' },
        instance.openApi(),
      ),
    ),
    page('/scenario.schema.json', () =>
      answer(
        200,
        { ...asJson, ...everywhere, 'cache-control': 'public, max-age=300' },
        JSON.stringify(scenarioSchema()),
      ),
    ),
    page('/docs', () => answer(200, docsHeaders, instance.docs())),
  ]);
}

/** A door that sends the browser elsewhere. */
export function redirectDoor(path: string, to: string): [string, Door] {
  return page(path, () => answer(302, { location: to, 'cache-control': 'no-cache' }, ''));
}

function page(
  path: string,
  make: (request: IncomingMessage) => PlainAnswer | Promise<PlainAnswer>,
): [string, Door] {
  return [
    path,
    async (exchange) => {
      const { method } = exchange.request;
      send(exchange, isRead(method) ? await make(exchange.request) : readOnly(method));
      return path;
    },
  ];
}

function readiness(ready: boolean): PlainAnswer {
  return answer(ready ? 200 : 503, { ...asJson, ...notStored }, JSON.stringify({ ready }));
}

function answer(status: number, headers: Record<string, string>, body: string): PlainAnswer {
  return { status, headers: { ...headers }, body };
}

/** With a token: who shows it. Without one: who sits on this machine. */
function mayReadMetrics(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return isLocal(request);
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
