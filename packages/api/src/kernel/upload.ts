import { z } from 'zod';

const EXPECTED = 'must be Base64';

/**
 * Bytes as they are, or as Base64 where only JSON goes: over the typed router, whose bodies have at most
 * 1 MiB.
 */
const Content = z.union(
  [
    z.custom<Uint8Array>((value) => value instanceof Uint8Array, EXPECTED),
    z.base64(EXPECTED).transform((text): Uint8Array => Buffer.from(text, 'base64')),
  ],
  EXPECTED,
);

/** The members of an operation's input that come in the body of an upload. */
export const Upload = z.object({
  /** What its sender calls it. */
  media_type: z.string().max(200, 'must have at most 200 characters').optional(),
  content: Content,
});
export type Upload = z.infer<typeof Upload>;
