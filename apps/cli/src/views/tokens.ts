import type { Introspection } from '@intarsia/domain';
import { timestampOf } from '@intarsia/domain';
import type { DecodedToken } from '../token-text.ts';
import { type Detail, details } from './details.ts';
import type { Paint } from './paint.ts';
import { duration, json, moment, plain } from './text.ts';

/** A token with what the server says about it; null when it was not asked. */
export interface ShownToken extends DecodedToken {
  readonly introspection: Introspection | null;
}

const ours = ['sub', 'user_id', 'client_id', 'iss', 'jti', 'iat', 'exp'];

/** Shows a token; `now` is this machine's time in milliseconds. */
export function tokenView(now: number) {
  return details<ShownToken>(({ kind, header, claims, introspection }, paint) => [
    ['Kind', kind],
    ['Header', plain(json(header))],
    ['User', textOf(claims.sub)],
    ...(claims.client_id === undefined ? [] : [lineOf('Client', claims.client_id)]),
    ['Issuer', textOf(claims.iss)],
    ['Token id', textOf(claims.jti)],
    ['Issued', timeOf(claims.iat)],
    ['Expires', expiryOf(claims.exp, now)],
    ...Object.keys(claims)
      .filter((name) => !ours.includes(name))
      .map((name) => lineOf(plain(name), claims[name])),
    ['Server', opinionOf(introspection, paint)],
  ]);
}

/** Shows the server's answer alone. */
export const introspectionView = details<Introspection>((answer, paint) =>
  answer.active
    ? [
        ['Server', opinionOf(answer, paint)],
        ['Kind', answer.token_use],
        ['User', answer.sub],
        ['Expires', timeOf(answer.exp)],
      ]
    : [['Server', opinionOf(answer, paint)]],
);

function opinionOf(introspection: Introspection | null, paint: Paint): string {
  if (introspection === null) return paint.dim('was not asked');
  if (introspection.active) return paint.good('◆ good');
  return `${paint.bad('▲ not good')}: expired, revoked, used, or not of this environment`;
}

function expiryOf(exp: unknown, now: number): string {
  if (!isTime(exp)) return textOf(exp);
  const left = exp - now / 1000;
  const when = left >= 0 ? `in ${duration(left)}` : `${duration(-left)} ago`;
  return `${timeOf(exp)} (${when})`;
}

function timeOf(seconds: unknown): string {
  return isTime(seconds) ? `${moment(timestampOf(seconds * 1_000_000))} UTC` : textOf(seconds);
}

/** Seconds since 1970 that a date can show. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 253_402_300_800;
}

function lineOf(label: string, value: unknown): Detail {
  return [label, textOf(value)];
}

function textOf(value: unknown): string {
  if (value === undefined) return '–';
  return plain(typeof value === 'string' ? value : json(value));
}
