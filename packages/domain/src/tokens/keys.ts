import {
  base64url,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  generateSecret,
  importJWK,
} from 'jose';
import { z } from 'zod';
import { Timestamp } from '../values.ts';
import { TokenAlgorithm } from './algorithms.ts';
import { PrivateJwk, PublicJwk, publicJwk } from './jwks.ts';

/**
 * A signing key as it is remembered. `private_jwk` is the JSON text of a JWK and must be sealed
 * before it is stored; `public_jwk` is null for HS256, which has no public half. `with_kid` is true
 * for every key but a client's first of HS256, whose tokens carry no `kid`.
 */
export const SigningKeyMaterial = z.object({
  kid: z.string().min(1).max(64),
  algorithm: TokenAlgorithm,
  private_jwk: z.string(),
  public_jwk: PublicJwk.nullable(),
  created_at: Timestamp,
  retired_at: Timestamp.nullable(),
  with_kid: z.boolean(),
});
export type SigningKeyMaterial = z.infer<typeof SigningKeyMaterial>;

/** The header of every token that a key signs. */
export type TokenHeader = { alg: TokenAlgorithm; typ: 'JWT'; kid?: string };

/** Makes the HMAC-SHA-256 of texts under a secret, in base64url and at once; WebCrypto waits for a thread. */
export type HmacOf = (secret: Uint8Array) => (text: string) => string;

/**
 * A signing key ready for use: imported once, so that a signature costs only the signing. Its secret
 * can't be read back. `header_segment` is the one header that its tokens have, encoded.
 */
export type SigningKey = Omit<SigningKeyMaterial, 'private_jwk'> & {
  readonly signer: CryptoKey;
  readonly verifier: CryptoKey;
  readonly header: TokenHeader;
  readonly header_segment: string;
  /** Signs for HS256 instead of `signer`, where the machine has one. */
  readonly hmac?: ReturnType<HmacOf> | undefined;
};

/** Makes a new random key. Its `private_jwk` is in clear: seal it. */
export async function generateSigningKey(
  algorithm: TokenAlgorithm,
  at: { kid: string; now: Timestamp; with_kid: boolean },
): Promise<SigningKeyMaterial> {
  const jwk = await generateJwk(algorithm);
  return {
    kid: at.kid,
    algorithm,
    private_jwk: JSON.stringify(jwk),
    public_jwk: publicJwk(jwk),
    created_at: at.now,
    retired_at: null,
    with_kid: at.with_kid,
  };
}

/** Makes a remembered key usable. A key that does not fit its algorithm is an ordinary Error: a fault of ours. */
export async function importSigningKey(
  material: SigningKeyMaterial,
  hmacOf?: HmacOf,
): Promise<SigningKey> {
  const { private_jwk, ...known } = SigningKeyMaterial.parse(material);
  const jwk = readJwk(private_jwk, known);
  const header: TokenHeader = {
    alg: known.algorithm,
    typ: 'JWT',
    ...(known.with_kid ? { kid: known.kid } : {}),
  };
  return {
    ...known,
    ...(await importJwk(jwk, known.algorithm)),
    hmac: jwk.kty === 'oct' ? hmacOf?.(base64url.decode(jwk.k)) : undefined,
    public_jwk: publicJwk(jwk),
    header,
    header_segment: base64url.encode(JSON.stringify(header)),
  };
}

async function generateJwk(algorithm: TokenAlgorithm): Promise<PrivateJwk> {
  if (algorithm === 'HS256') {
    return PrivateJwk.parse(await exportJWK(await generateSecret('HS256', { extractable: true })));
  }
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return PrivateJwk.parse(await exportJWK(pair.privateKey));
}

const keyTypes = { HS256: 'oct', ES256: 'EC', EdDSA: 'OKP' } as const;

function readJwk(text: string, key: { kid: string; algorithm: TokenAlgorithm }): PrivateJwk {
  const jwk = PrivateJwk.safeParse(parseJson(text));
  // No cause: neither zod's nor JSON's complaint may carry a piece of the key into a log.
  if (!jwk.success || jwk.data.kty !== keyTypes[key.algorithm]) {
    throw new Error(`Signing key ${key.kid} is not a key for ${key.algorithm}`);
  }
  return jwk.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function importJwk(
  jwk: PrivateJwk,
  algorithm: TokenAlgorithm,
): Promise<Pick<SigningKey, 'signer' | 'verifier'>> {
  if (jwk.kty === 'oct') {
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const secret = await crypto.subtle.importKey('jwk', jwk, hmac, false, ['sign', 'verify']);
    return { signer: secret, verifier: secret };
  }
  const { d: _, ...open } = jwk;
  const [signer, verifier] = await Promise.all([
    importJWK(jwk, algorithm, { extractable: false }),
    importJWK(open, algorithm),
  ]);
  return { signer, verifier };
}
