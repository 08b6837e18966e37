import { z } from 'zod';

const EXPECTED = 'must be Base64';

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, EXPECTED);
const Base64 = z.base64(EXPECTED).transform((text): Uint8Array => Buffer.from(text, 'base64'));

/**
 * The bytes of a file. The REST door gives them as they are; over the typed router only JSON goes, so there
 * they are Base64, in a body of at most 1 MiB.
 */
// Safe: bytes are taken too, but no typed client may be told so, for as JSON they would not arrive.
const Content = z.union([Bytes, Base64], EXPECTED) as unknown as z.ZodType<Uint8Array, string>;

/** The members of an operation's input that come in the body of an upload. */
export const Upload = z.object({
  /** What its sender calls it. */
  media_type: z.string().max(200, 'must have at most 200 characters').optional(),
  content: Content,
});
export type Upload = z.infer<typeof Upload>;
