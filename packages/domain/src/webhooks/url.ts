import { z } from 'zod';
import { isWellFormed } from '../values.ts';

const MOST = 2000;

/**
 * Where deliveries go, written as the URL Standard writes what is asked: hosts in small ASCII letters or plain
 * numbers, paths without `..`. So what is shown is where deliveries go. An address of a host alone may stay
 * without its last slash. Whether it leads to a private place is checked when it is looked up.
 */
export const WebhookUrl = z
  .string()
  .max(MOST, 'must have at most 2,000 characters')
  .refine(isWellFormed, 'must not contain control characters or lone surrogates')
  .transform((text, ctx) => {
    const problem = problemOf(text);
    if (problem === undefined) return writtenOut(text);
    ctx.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  })
  .meta({ format: 'uri' });

/** What the URL Standard would repair in silence was hardly meant, and is refused. */
function problemOf(text: string): string | undefined {
  if (/\s/.test(text)) return 'must not contain white space';
  if (!URL.canParse(text)) return 'must be an absolute URL';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https: or http:';
  if (text.includes('\\')) return 'must not contain a backslash';
  const [, host] = /^https?:\/\/([^/?#]+)/i.exec(text) ?? [];
  if (host === undefined) return 'must be an absolute URL';
  if (username !== '' || password !== '' || host.includes('@'))
    return 'must not contain a user name or a password';
  // Also one of no characters, which `URL` does not tell of.
  if (text.includes('#')) return 'must not contain a fragment';
  if (writtenOut(text).length > MOST)
    return 'must have at most 2,000 characters once it is encoded';
  return undefined;
}

function writtenOut(text: string): string {
  const { href } = new URL(text);
  return href === `${text}/` ? text : href;
}
