import { createHash, createHmac, createSecretKey, type KeyObject, randomUUID } from 'node:crypto';

/** What the baseline signs its tokens with: the product's own key and settings. */
export interface Signing {
  /** The HS256 secret, base64url. */
  readonly secret: string;
  readonly client_id: string;
  readonly issuer: string;
  /** Seconds. */
  readonly access_lifetime: number;
  readonly refresh_lifetime: number;
}

/** A signed token and what is stored of it. */
export interface Signed {
  readonly token: string;
  readonly jti_hash: string;
  readonly expires_at: string;
}

/** The claims that are looked at again, and all others. */
interface Claims extends Readonly<Record<string, string | number>> {
  readonly jti: string;
  readonly exp: number;
}

const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/** Opens a signer: one HMAC by node:crypto for a token. */
export function openSigner(signing: Signing) {
  const key = createSecretKey(signing.secret, 'base64url');
  const { client_id, issuer: iss, access_lifetime, refresh_lifetime } = signing;
  return {
    access(user_id: string, now_ms: number): Signed {
      const iat = Math.floor(now_ms / 1000);
      const exp = iat + access_lifetime;
      const jti = randomUUID();
      return sign(key, { client_id, exp, iat, iss, jti, sub: user_id, user_id });
    },
    refresh(user_id: string, now_ms: number): Signed {
      const iat = Math.floor(now_ms / 1000);
      const exp = iat + refresh_lifetime;
      return sign(key, { exp, jti: randomUUID(), iat, iss, sub: user_id });
    },
  };
}

function sign(key: KeyObject, claims: Claims): Signed {
  const text = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return {
    token: `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`,
    jti_hash: createHash('sha256').update(claims.jti).digest('hex'),
    expires_at: timeText(claims.exp * 1000),
  };
}

/** A moment in the product's form, with six digits of a second. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}000Z`;
}
