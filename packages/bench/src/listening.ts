import type { AddressInfo, Server } from 'node:net';

/** Lets a server listen on a free port of the loopback, and gives the port. Rejects when it can not. */
export async function listenAnywhere(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // Safe: a server that listens on a host and port has such an address.
  return (server.address() as AddressInfo).port;
}
