import { z } from 'zod';

/** How a client's user tokens are signed. EdDSA is Ed25519, ES256 is ECDSA on P-256. */
export const TokenAlgorithm = z.enum(['HS256', 'ES256', 'EdDSA']);
export type TokenAlgorithm = z.infer<typeof TokenAlgorithm>;
