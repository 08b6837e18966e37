import { usage } from './failures.ts';

/** What a token says about itself. Nobody has checked it. */
export interface DecodedToken {
  readonly kind: 'access' | 'refresh' | 'unknown';
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A token with what it says. */
export interface TokenReading {
  readonly text: string;
  readonly shown: DecodedToken;
}

/** Reads a token as it stands, without any key. Throws for a text that is none. */
export function readToken(text: string): TokenReading {
  const [header, claims, signature, ...more] = text.split('.');
  if (!header || !claims || !signature || more.length > 0) {
    throw usage('token: must be three parts with dots between them');
  }
  const shown = { header: partOf('first', header), claims: partOf('second', claims) };
  return { text, shown: { kind: kindOf(shown.claims), ...shown } };
}

function partOf(which: string, encoded: string): Readonly<Record<string, unknown>> {
  try {
    const bytes = Buffer.from(encoded, 'base64url');
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    // An object's members are all that is said here, and their values stay unknown.
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, as for every other value.
  }
  throw usage(`token: its ${which} part is not a JSON object in base64url`);
}

/** The two kinds have different claims, and no claim that names the kind. */
function kindOf(claims: Readonly<Record<string, unknown>>): DecodedToken['kind'] {
  const names = Object.keys(claims).sort().join(' ');
  if (names === 'client_id exp iat iss jti sub user_id') return 'access';
  return names === 'exp iat iss jti sub' ? 'refresh' : 'unknown';
}
