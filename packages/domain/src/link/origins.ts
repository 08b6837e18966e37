import { z } from 'zod';
import type { EnvironmentKind } from '../clients.ts';

const LOOPBACK = ['localhost', '127.0.0.1'];

/** Where developers work: every port of the machine itself. `*` stands for the port. */
const loopbackOrigins: readonly string[] = LOOPBACK.flatMap((host) => [
  `http://${host}:*`,
  `https://${host}:*`,
]);

/**
 * A page's origin that may embed Link: `https://app.example.com`. Comes out as browsers write it. An IPv6
 * address is none: the header that lets a page embed another one can not name it.
 */
export const AllowedOrigin = z
  .string()
  .max(255, 'must have at most 255 characters')
  .transform((text, issues) => {
    const problem = problemOf(text);
    if (problem === undefined) return new URL(text).origin;
    issues.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });

function problemOf(text: string): string | undefined {
  const example = 'such as https://app.example.com';
  if (text.includes('*')) return `must be one origin, ${example}: without a star`;
  if (!URL.canParse(text)) return `must be an origin, ${example}`;
  const url = new URL(text);
  if (url.href !== `${url.origin}/`) return `must be an origin alone, ${example}`;
  if (url.hostname.startsWith('[')) return 'must not be an IPv6 address';
  if (url.protocol === 'https:') return undefined;
  const isNear = url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  return isNear ? undefined : 'must begin with https:, or with http: on this machine';
}

/** The origins whose pages may embed Link, as patterns of a `frame-ancestors`; nobody for an empty list. */
export function embeddingOrigins(
  allowed: readonly string[],
  kind: EnvironmentKind,
): readonly string[] {
  if (allowed.length > 0) return allowed;
  return kind === 'sandbox' ? loopbackOrigins : [];
}
