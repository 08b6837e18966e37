import { base64url, CompactSign } from 'jose';
import type { AccessClaims, RefreshClaims, TokenPair } from './claims.ts';
import type { UserTokens } from './inputs.ts';
import type { Keyring } from './keyrings.ts';

const encoder = new TextEncoder();

/**
 * Signs claims with the key that signs now. The order of the claims on the wire is the documented one
 * whatever order they come in, so that claims read back from the store give the same text again.
 */
export async function signClaims(
  claims: AccessClaims | RefreshClaims,
  keyring: Keyring,
): Promise<string> {
  const { signer, header, header_segment, hmac } = keyring.signing;
  const payload = encoder.encode(JSON.stringify(inOrder(claims)));
  if (!hmac) return new CompactSign(payload).setProtectedHeader(header).sign(signer);
  const signed = `${header_segment}.${base64url.encode(payload)}`;
  return `${signed}.${hmac(signed)}`;
}

/** Signs an access token and the refresh token issued with it. */
export async function signPair(pair: TokenPair, keyring: Keyring): Promise<UserTokens> {
  const [access, refresh] = await Promise.all([
    signClaims(pair.access, keyring),
    signClaims(pair.refresh, keyring),
  ]);
  return { access, refresh };
}

function inOrder(claims: AccessClaims | RefreshClaims): AccessClaims | RefreshClaims {
  const { exp, iat, iss, jti, sub } = claims;
  if (!('client_id' in claims)) return { exp, jti, iat, iss, sub };
  return { client_id: claims.client_id, exp, iat, iss, jti, sub, user_id: claims.user_id };
}
