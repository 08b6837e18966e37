import type { IncomingMessage } from 'node:http';
import type { RestHandler, RestRequest } from '@intarsia/api';
import { readBody } from './body.ts';
import { type Door, goneSignal, NO_ROUTE, send } from './exchange.ts';
import { originOf, type Way } from './origins.ts';
import { type Patience, sendStream } from './streams.ts';

const nothing = new Uint8Array(0);
/** Methods whose body means nothing here; clients send them with a content type all the same. */
const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/** Brings requests to the REST core, which takes and gives plain values. */
export function restDoor(rest: RestHandler, way: Pick<Way, 'trust_proxy'> & Patience): Door {
  return async (exchange) => {
    const { request, request_id, url } = exchange;
    const method = request.method ?? 'GET';
    let gone: unknown;
    // Nobody reads what is answered to a caller that went away, so any refusal will do.
    const read = async (limit: number) => {
      try {
        return await readBody(exchange, limit);
      } catch (error) {
        gone = error;
        return undefined;
      }
    };
    const answer = await rest({
      // An answer to HEAD has the length of the answer to GET; Node leaves its body away.
      method: method === 'HEAD' ? 'GET' : method,
      url,
      headers: headersOf(request),
      body: bodiless.has(method) ? nothing : read,
      origin: originOf(request, way),
      request_id,
      gone: () => goneSignal(exchange),
    });
    if (gone !== undefined) throw gone;
    const { stream } = answer;
    if (stream) await sendStream(exchange, { ...answer, stream }, way);
    else send(exchange, answer);
    return answer.route ?? NO_ROUTE;
  };
}

function headersOf({ headers }: IncomingMessage): RestRequest['headers'] {
  // Safe: the only header that Node gives as a list is set-cookie, which is none of a request.
  return headers as RestRequest['headers'];
}
