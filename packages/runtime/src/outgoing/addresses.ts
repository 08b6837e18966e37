import { lookup } from 'node:dns/promises';
import type { OutgoingRules } from '@intarsia/domain';
import ipaddr from 'ipaddr.js';

/** Ports below 1024 belong to services that are no web servers, but for these. */
const WEB_PORTS = new Set([80, 443]);
const FIRST_FREE_PORT = 1024;

/** An address that was looked at, and may be asked. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Nothing may be sent there, or nobody is there. `temporary` when the next try may find somebody. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly temporary: boolean;

  constructor(reason: string, options: { temporary?: boolean; cause?: unknown } = {}) {
    super(reason, options.cause === undefined ? undefined : { cause: options.cause });
    this.temporary = options.temporary ?? false;
  }
}

/** Throws `AddressRefused` for a port that is not for the web. */
export function checkPort(url: URL): void {
  const port = url.port === '' ? 443 : Number(url.port);
  if (port >= FIRST_FREE_PORT || WEB_PORTS.has(port)) return;
  throw new AddressRefused(`must not lead to port ${port}`);
}

/**
 * The addresses of a host, all of them allowed. One forbidden address among them is enough to refuse the
 * host: nobody can tell which of them would be asked. Throws `AddressRefused`.
 */
export async function addressesOf(host: string, rules: OutgoingRules): Promise<CheckedAddress[]> {
  const found = await resolved(host.replace(/^\[(.*)\]$/, '$1'));
  for (const { address } of found) {
    if (!isAllowed(address, rules)) {
      throw new AddressRefused('must not lead to a private or reserved address');
    }
  }
  return found;
}

async function resolved(host: string): Promise<CheckedAddress[]> {
  if (ipaddr.isValid(host)) {
    return [{ address: host, family: ipaddr.parse(host).kind() === 'ipv4' ? 4 : 6 }];
  }
  try {
    const found = await lookup(host, { all: true, verbatim: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  } catch (cause) {
    // Only a name server that says so makes a host unknown; without one, nobody can tell yet.
    const isUnknown = cause instanceof Error && 'code' in cause && cause.code === 'ENOTFOUND';
    throw new AddressRefused('must lead to a host that can be found', {
      temporary: !isUnknown,
      cause,
    });
  }
}

/** Ordinary addresses alone: IPv4 inside IPv6, tunnels and translations are none. */
function isAllowed(address: string, { allow_loopback }: OutgoingRules): boolean {
  const range = ipaddr.parse(address).range();
  return range === 'unicast' || (allow_loopback && range === 'loopback');
}
