import { isWellFormed } from '@intarsia/domain';
import { z } from 'zod';

const SHORTEST = 12;
const LONGEST = 200;
const FEWEST_DIFFERENT = 5;

/** The same password from any keyboard: é may be typed as one character or as two. */
function normal(text: string): string {
  return text.normalize('NFKC');
}

/** A password as somebody types it in: any text, to be compared. */
export const TypedPassword = z
  .string()
  .max(LONGEST * 4, 'is too long to be a password')
  .transform(normal);

/** A password that may be set: long rather than complicated (NIST SP 800-63B section 5.1.1). */
export const NewPassword = TypedPassword.superRefine((text, issues) => {
  const characters = [...text];
  const fail = (message: string) => issues.addIssue({ code: 'custom', message });
  if (characters.length < SHORTEST) fail(`must have at least ${SHORTEST} characters`);
  if (characters.length > LONGEST) fail(`must have at most ${LONGEST} characters`);
  if (!isWellFormed(text)) fail('must not contain control characters or lone surrogates');
  if (characters.length >= SHORTEST && new Set(characters).size < FEWEST_DIFFERENT) {
    fail(`must have at least ${FEWEST_DIFFERENT} different characters`);
  }
});
