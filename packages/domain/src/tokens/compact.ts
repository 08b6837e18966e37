import { base64url } from 'jose';
import { z } from 'zod';
import { IntarsiaError } from '../errors.ts';
import { Id } from '../values.ts';

/** The longest token that is looked at. Ours have about 450 characters. */
export const TOKEN_MAX_LENGTH = 8192;

/** The three segments of a signed token, as they stand in its text. */
export type TokenSegments = { header: string; payload: string; signature: string };

/**
 * A segment as base64url writes it and no other way: no padding, and unused bits are zero. Otherwise
 * one token would have several texts, and whatever is kept by a token's text could be dodged.
 */
const SEGMENT = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

const decoder = new TextDecoder('utf-8', { fatal: true });

const Unverified = z.object({ client_id: Id });

/** Refuses a token. The reason is for the log alone: the bearer learns only that it is not valid. */
export function tokenInvalid(reason: string): IntarsiaError {
  return new IntarsiaError('token_invalid', 'The token is not valid.', { cause: reason });
}

/** Splits a compact JWS. Throws token_invalid for anything of another shape or size. */
export function splitToken(token: string): TokenSegments {
  if (token.length > TOKEN_MAX_LENGTH) throw tokenInvalid('too long');

  const [header, payload, signature, ...more] = token.split('.', 4);
  if (!header || !payload || !signature || more.length > 0)
    throw tokenInvalid('not three segments');

  if (![header, payload, signature].every((segment) => SEGMENT.test(segment))) {
    throw tokenInvalid('not canonical base64url');
  }
  return { header, payload, signature };
}

/**
 * The client an access token says it is of, to find the keys it is then verified with. Nobody has
 * checked it: it must be used for nothing else. Throws token_invalid when there is none.
 */
export function readUnverifiedClientId(token: string): Id {
  const claims = Unverified.safeParse(parseSegment(splitToken(token).payload));
  if (!claims.success) throw tokenInvalid('no client_id');
  return claims.data.client_id;
}

function parseSegment(segment: string): unknown {
  try {
    return JSON.parse(decoder.decode(base64url.decode(segment)));
  } catch (error) {
    throw tokenInvalid(`payload: ${error instanceof Error ? error.name : 'unreadable'}`);
  }
}
