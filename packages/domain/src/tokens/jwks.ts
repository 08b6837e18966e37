import { z } from 'zod';
import type { TokenAlgorithm } from './algorithms.ts';

/** 32 bytes: a secret, a coordinate or a scalar of the three algorithms in use. */
const Bytes32 = z.string().regex(/^[\w-]{43}$/, 'must be 32 bytes of base64url');

/** The public half of a key pair. Strict: a private member can't slip through. */
export const PublicJwk = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: Bytes32, y: Bytes32 }),
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Bytes32 }),
]);
export type PublicJwk = z.infer<typeof PublicJwk>;

/** The secret or private half, as it is kept under seal. */
export const PrivateJwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('oct'), k: Bytes32 }),
  z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: Bytes32, y: Bytes32, d: Bytes32 }),
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Bytes32, d: Bytes32 }),
]);
export type PrivateJwk = z.infer<typeof PrivateJwk>;

/** A JWK Set (RFC 7517) of public keys: the body of `/.well-known/jwks.json`. */
export type JwkSet = {
  keys: (PublicJwk & { kid: string; use: 'sig'; alg: TokenAlgorithm })[];
};

/** The public half, taken from the private one so that the two can't belong to different keys. Null for a secret. */
export function publicJwk(jwk: PrivateJwk): PublicJwk | null {
  if (jwk.kty === 'oct') return null;
  return jwk.kty === 'EC'
    ? { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }
    : { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
}

/** Publishes what verifies the tokens of these keys. HS256 keys have no public half and are left out. */
export function jwkSet(
  keys: readonly { kid: string; algorithm: TokenAlgorithm; public_jwk: PublicJwk | null }[],
): JwkSet {
  return {
    keys: keys.flatMap(({ kid, algorithm, public_jwk }) =>
      public_jwk === null
        ? []
        : [{ ...PublicJwk.parse(public_jwk), kid, use: 'sig' as const, alg: algorithm }],
    ),
  };
}
