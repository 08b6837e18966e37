import { lookup } from 'node:dns/promises';
import type { OutgoingRules } from '@intarsia/domain';
import ipaddr from 'ipaddr.js';

/** Ports below 1024 belong to services that are no web servers, but for these. */
const WEB_PORTS = new Set([80, 443]);
const FIRST_FREE_PORT = 1024;

/** All of IPv6 that is routed in the open; what lies beside it belongs to machines, tunnels or nobody. */
const OPEN_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Where the hosts of a cloud tell their secrets to whoever asks, at an address like any other. */
const METADATA = new Set(['168.63.129.16']);

/** An address that a host leads to. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Asks where a host leads to. Throws as `lookup` of node:dns does. */
export type Resolve = (host: string) => Promise<readonly HostAddress[]>;

/** Nothing may be sent there, or nobody is there. `temporary` when the next try may find somebody. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly temporary: boolean;

  constructor(reason: string, options: { temporary?: boolean; cause?: unknown } = {}) {
    super(reason, options.cause === undefined ? undefined : { cause: options.cause });
    this.temporary = options.temporary ?? false;
  }
}

/**
 * Looks at what a URL says by itself: its port, and its host where that is an address, which is connected to
 * without being looked up. Throws `AddressRefused`.
 */
export function checkUrl(url: URL, rules: OutgoingRules): void {
  const port = url.port === '' ? 443 : Number(url.port);
  if (port < FIRST_FREE_PORT && !WEB_PORTS.has(port)) {
    throw new AddressRefused(`must not lead to port ${port}`);
  }
  allowed(literal(url.hostname) ?? [], rules);
}

/**
 * The addresses of a host, all of them allowed. One forbidden address among them is enough to refuse the
 * host: nobody can tell which of them would be asked. Throws `AddressRefused`.
 */
export async function addressesOf(
  host: string,
  { rules, resolve }: { rules: OutgoingRules; resolve: Resolve },
): Promise<HostAddress[]> {
  return allowed(literal(host) ?? (await resolved(host, resolve)), rules);
}

function allowed(found: HostAddress[], rules: OutgoingRules): HostAddress[] {
  if (found.every(({ address }) => isAllowed(address, rules))) return found;
  throw new AddressRefused('must not lead to a private or reserved address');
}

/** A host that is an address already; undefined for a name. */
function literal(host: string): HostAddress[] | undefined {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (!ipaddr.isValid(address)) return undefined;
  return [{ address, family: ipaddr.parse(address).kind() === 'ipv4' ? 4 : 6 }];
}

/** Names that never exist, whoever is asked (RFC 6761 section 6.4). */
const NEVER = /(^|\.)invalid\.?$/i;

async function resolved(host: string, resolve: Resolve): Promise<HostAddress[]> {
  if (NEVER.test(host)) throw new AddressRefused('must lead to a host that can be found');
  const found = await resolve(host).catch((cause: unknown) => {
    // Only a name server that says so makes a host unknown; without one, nobody can tell yet.
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    // The other one says that the name is too long to be asked for.
    const temporary = code !== 'ENOTFOUND' && code !== 'EINVAL';
    throw new AddressRefused('must lead to a host that can be found', { temporary, cause });
  });
  if (found.length === 0) throw new AddressRefused('must lead to a host that can be found');
  return [...found];
}

/** Asks this machine, which asks its name servers. */
export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** Ordinary addresses alone: IPv4 inside IPv6, tunnels and translations are none. */
function isAllowed(text: string, { allow_loopback }: OutgoingRules): boolean {
  if (!ipaddr.isValid(text) || METADATA.has(text)) return false;
  const address = ipaddr.parse(text);
  const range = address.range();
  if (range === 'loopback') return allow_loopback;
  if (range !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(OPEN_IPV6);
}
