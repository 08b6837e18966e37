import type { IncomingMessage } from 'node:http';
import { MAX_BODY_BYTES, type RestHandler, type RestRequest } from '@intarsia/api';
import { readBody } from './body.ts';
import { type Door, NO_ROUTE, send } from './exchange.ts';
import { originOf, type Way } from './origins.ts';

/** Stands for every body that is too long: its bytes are not read, the REST core refuses its length. */
const tooLong = new Uint8Array(MAX_BODY_BYTES + 1);
const nothing = new Uint8Array(0);
/** Methods whose body means nothing here; clients send them with a content type all the same. */
const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/** Brings requests to the REST core, which takes and gives plain values. */
export function restDoor(rest: RestHandler, way: Pick<Way, 'trust_proxy'>): Door {
  return async (exchange) => {
    const { request, request_id, url } = exchange;
    const method = request.method ?? 'GET';
    const body = bodiless.has(method)
      ? nothing
      : ((await readBody(request, MAX_BODY_BYTES)) ?? tooLong);
    const answer = await rest({
      // An answer to HEAD has the length of the answer to GET; Node leaves its body away.
      method: method === 'HEAD' ? 'GET' : method,
      url,
      headers: headersOf(request),
      body,
      origin: originOf(request, way),
      request_id,
    });
    send(exchange, answer);
    return answer.route ?? NO_ROUTE;
  };
}

function headersOf({ headers }: IncomingMessage): RestRequest['headers'] {
  // Safe: the only header that Node gives as a list is set-cookie, which is none of a request.
  return headers as RestRequest['headers'];
}
