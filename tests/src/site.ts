import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a site answers with. */
export interface SitePage {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A small web site on this machine. */
export interface Site {
  readonly url: string;
  /** Path and query of all that was asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Opens a site of a few pages by their paths, at a name of this machine: another name is another site. */
export async function openSite(
  host: 'localhost' | '127.0.0.1' | '[::1]',
  pages: Readonly<Record<string, SitePage>>,
): Promise<Site> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    const page = pages[url.split('?', 1)[0] ?? ''];
    const type = url.includes('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(page ? 200 : 404, {
      'content-type': `${type}; charset=utf-8`,
      ...page?.headers,
    });
    response.end(page?.body ?? '');
  });
  await new Promise<void>((resolve) =>
    server.listen(0, host === '[::1]' ? '::1' : '127.0.0.1', resolve),
  );
  // Safe: a server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
