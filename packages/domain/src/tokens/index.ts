export * from './algorithms.ts';
export * from './claims.ts';
export {
  readUnverifiedClientId,
  TOKEN_MAX_LENGTH,
} from './compact.ts';
export * from './inputs.ts';
export * from './introspection.ts';
export * from './issued.ts';
export { type JwkSet, jwkSet, PublicJwk } from './jwks.ts';
export * from './keyrings.ts';
export * from './keys.ts';
export * from './refresh.ts';
export * from './signing.ts';
export * from './verification.ts';
