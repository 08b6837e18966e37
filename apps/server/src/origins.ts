import type { IncomingMessage } from 'node:http';
import { isLoopback } from './config.ts';

/** What is known of the way to this server. */
export interface Way {
  /** A proxy stands in front, whose `X-Forwarded-*` headers count. */
  readonly trust_proxy: boolean;
  /** Where people find the Console, when it was said. */
  readonly public_url: string | undefined;
}

/** Scheme and host that the caller used, without a trailing slash. */
export function originOf(
  request: IncomingMessage,
  { trust_proxy }: Pick<Way, 'trust_proxy'>,
): string {
  const { headers } = request;
  const forwarded = trust_proxy
    ? { host: first(headers['x-forwarded-host']), proto: first(headers['x-forwarded-proto']) }
    : {};
  const scheme = forwarded.proto === 'https' ? 'https' : 'http';
  return `${scheme}://${hostOf(forwarded.host) ?? hostOf(headers.host) ?? boundHost(request)}`;
}

/** The address that the connection came in at, for callers who name no host. */
function boundHost({ socket }: IncomingMessage): string {
  const { localAddress, localPort } = socket;
  if (localAddress === undefined || localPort === undefined) return 'localhost';
  const plain = localAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return `${plain.includes(':') ? `[${plain.replace(/%.*/, '')}]` : plain}:${localPort}`;
}

/**
 * True when a browser sends this from a page of ours, or when no browser sends it. A cookie alone proves
 * nothing: SameSite lets other ports of the same host through.
 */
export function isSameOrigin(request: IncomingMessage, way: Way): boolean {
  const site = first(request.headers['sec-fetch-site']);
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  return origin === undefined || ownOrigins(request, way).includes(origin);
}

/** True when people reach this server over https, so that a cookie need not go without. */
export function isSecure(request: IncomingMessage, way: Way): boolean {
  return ownOrigins(request, way).some((origin) => origin.startsWith('https:'));
}

function ownOrigins(request: IncomingMessage, way: Way): string[] {
  const asked = originOf(request, way);
  return way.public_url === undefined ? [asked] : [asked, new URL(way.public_url).origin];
}

/** True when the request comes from this machine itself and not through a proxy on it. */
export function isLocal(request: IncomingMessage): boolean {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  return forwarded === undefined && isLoopback(request.socket.remoteAddress ?? '');
}

/** A host that may stand in a URL; anything else in the header is a mistake or an attack. */
function hostOf(text: string | undefined): string | undefined {
  return text !== undefined && /^(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(:\d{1,5})?$/.test(text)
    ? text
    : undefined;
}

/** The first of several values, which is the one that the outermost proxy saw. */
function first(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text?.split(',', 1)[0]?.trim().toLowerCase();
}
