import { z } from 'zod';
import type { EnvironmentKind } from '../clients.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Where developers work: every port of the machine itself. `*` stands for the port. */
const loopbackOrigins: readonly string[] = LOOPBACK.flatMap((host) => [
  `http://${host}:*`,
  `https://${host}:*`,
]);

/**
 * A page's origin that may embed Link: `https://app.example.com`. Comes out as browsers write it. Of IPv6 addresses
 * only that of this machine is one: the header that lets a page embed another one can not name them.
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
  const isNear = LOOPBACK.includes(url.hostname);
  if (isUnnamed(url.origin) && !isNear) return 'must not be an IPv6 address of another machine';
  if (url.protocol === 'https:') return undefined;
  return url.protocol === 'http:' && isNear
    ? undefined
    : 'must begin with https:, or with http: on this machine';
}

/** The origins whose pages may embed Link; `:*` at the end of one stands for any port. Nobody for an empty list. */
export function embeddingOrigins(
  allowed: readonly string[],
  kind: EnvironmentKind,
): readonly string[] {
  if (allowed.length > 0) return allowed;
  return kind === 'sandbox' ? loopbackOrigins : [];
}

/** Whether an origin is among those that may embed Link. */
export function allowsOrigin(allowed: readonly string[], origin: string): boolean {
  return allowed.some((one) => {
    if (!one.endsWith(':*')) return one === origin;
    const host = one.slice(0, -':*'.length);
    return origin.startsWith(host) && /^(:\d+)?$/.test(origin.slice(host.length));
  });
}

/**
 * What lets pages of these origins embed Link, in the words of `frame-ancestors`. These have none for an IPv6
 * address: where such a page asks, as its frame says in `referer`, its scheme stands for it. No page can say so in
 * the name of another one, and Link shows nothing to a page that is not allowed.
 */
export function frameAncestorsFor(
  allowed: readonly string[],
  referer: string | undefined,
): readonly string[] {
  const named = allowed.filter((one) => !isUnnamed(one));
  if (referer === undefined || !URL.canParse(referer)) return named;
  const { origin, protocol } = new URL(referer);
  return isUnnamed(origin) && allowsOrigin(allowed, origin) ? [...named, protocol] : named;
}

function isUnnamed(origin: string): boolean {
  return origin.includes('[');
}
