import { type ErrorKind, IntarsiaError } from '@intarsia/domain';
import { SimulatedError } from '../chaos.ts';
import type { RestResponse } from './handle.ts';
import { MethodNotAllowed } from './routes.ts';

/** The HTTP status of every kind of error, the only such table. */
export const statusOfKind: Record<ErrorKind, number> = {
  invalid: 400,
  unauthorized: 401,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported_media: 415,
  unprocessable: 422,
  too_many: 429,
  unavailable: 503,
};

/** An error as a body with a string `detail`, which every old client decodes, and what ours add to it. */
export function errorResponse(error: unknown, base: Record<string, string>): RestResponse {
  const headers: Record<string, string> = {
    ...base,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  };
  if (!(error instanceof IntarsiaError)) {
    const body = { detail: 'Something went wrong on our side.', code: 'internal' };
    return { status: 500, headers, body: JSON.stringify(body) };
  }
  if (error.kind === 'unauthorized') headers['www-authenticate'] = challengeOf(error);
  if (isSoonOver(error)) headers['retry-after'] = '1';
  if (error instanceof SimulatedError) Object.assign(headers, error.headers);
  if (error instanceof MethodNotAllowed) headers.allow = error.allow.join(', ');
  return { status: statusOfKind[error.kind], headers, body: errorBody(error) };
}

/** How to come back: with another token where one failed (RFC 6750), else with a key (RFC 7617). */
function challengeOf({ code }: IntarsiaError): string {
  return code.startsWith('token_')
    ? 'Bearer realm="intarsia", error="invalid_token"'
    : 'Basic realm="intarsia", charset="UTF-8"';
}

/** Whether the same request may well succeed in a moment. */
function isSoonOver({ kind, code }: IntarsiaError): boolean {
  return kind === 'unavailable' || kind === 'too_many' || code === 'clock_busy';
}

/**
 * Fields stand beside `detail` and `code`, which clients decode as strings, so that fields of these names
 * stand in `fields`.
 */
function errorBody({ message, code, fields = {} }: IntarsiaError): string {
  const own = { detail: message, code };
  const isTaken = ([name]: [string, unknown]) => name === 'fields' || Object.hasOwn(own, name);
  const texts = Object.entries(fields);
  const taken = texts.filter(isTaken);
  return JSON.stringify({
    ...own,
    ...Object.fromEntries(texts.filter((one) => !isTaken(one))),
    ...(taken.length > 0 && { fields: Object.fromEntries(taken) }),
  });
}
