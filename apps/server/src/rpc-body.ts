import type { IncomingMessage } from 'node:http';
import { MAX_BODY_BYTES } from '@intarsia/api';
import { depthOf, IntarsiaError, MAX_JSON_DEPTH } from '@intarsia/domain';
import { TRPCError } from '@trpc/server';
import { hasBody, readBody } from './body.ts';
import type { Exchange } from './exchange.ts';

/** The most calls of one batch; the typed client splits longer ones. */
const MAX_CALLS = 100;

/** What a request to the typed router brings: the text of its body, or why it is refused. */
export interface RpcBody {
  readonly text: string;
  readonly fault: TRPCError | undefined;
}

/** Reads the body of a request whose path names procedures. Rejects when the caller goes away meanwhile. */
export async function readRpcBody(exchange: Exchange): Promise<RpcBody> {
  const { request, url } = exchange;
  const mark = url.indexOf('?');
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark));
  const isBatch = query.get('batch') === '1';
  if (isBatch && url.slice(0, mark).split(',').length > MAX_CALLS) {
    return refused('BAD_REQUEST', 'input_invalid', `A batch must have at most ${MAX_CALLS} calls.`);
  }
  const brings = request.method === 'GET' || request.method === 'HEAD' ? queryInput : bodyText;
  const read = await brings(exchange, query);
  // A batch holds the inputs of its calls one level deeper.
  if (read.fault || levelsOf(read.text) <= MAX_JSON_DEPTH + (isBatch ? 1 : 0)) return read;
  const detail = `JSON must nest at most ${MAX_JSON_DEPTH} levels deep.`;
  return refused('BAD_REQUEST', 'json_invalid', detail);
}

async function queryInput(_: Exchange, query: URLSearchParams): Promise<RpcBody> {
  return { text: query.get('input') ?? '', fault: undefined };
}

async function bodyText(exchange: Exchange): Promise<RpcBody> {
  const { request } = exchange;
  if (hasBody(request) && !isJson(request)) {
    const detail = 'Content-Type: must be application/json in UTF-8.';
    return refused('UNSUPPORTED_MEDIA_TYPE', 'media_type_unsupported', detail);
  }
  const body = await readBody(exchange, MAX_BODY_BYTES);
  if (!body) {
    return refused('PAYLOAD_TOO_LARGE', 'body_too_large', 'The body must be at most 1 MiB.');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { text, fault: undefined };
  } catch {
    // The decoder fails for one reason only.
    return refused('BAD_REQUEST', 'json_invalid', 'The body is not valid UTF-8.');
  }
}

function isJson({ headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?(utf-?8|us-ascii)"?$/.test(charset);
  return encoding === 'identity' && type?.trim() === 'application/json' && isUtf8;
}

/** Counts brackets before parsing; a text that is no JSON is left to the parser to refuse. */
function levelsOf(text: string): number {
  return /[[{]/.test(text) ? depthOf(text) : 0;
}

function refused(rpcCode: TRPCError['code'], code: IntarsiaError['code'], detail: string): RpcBody {
  const cause = new IntarsiaError(code, detail);
  return { text: '', fault: new TRPCError({ code: rpcCode, message: detail, cause }) };
}
