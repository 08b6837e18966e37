import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type RunningPostgres, startPostgres } from './testing/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to ask for the URL of the PostgreSQL of this test run. */
    postgresBroker: string;
  }
}

/**
 * One PostgreSQL for a whole test run, started when the first test asks for it: most runs of a few
 * files need none. The server lives in this process, the tests in others, so they ask over HTTP.
 */
export interface PostgresBroker {
  readonly url: string;
  close(): Promise<void>;
}

/** Vitest's global set-up. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await openBroker(process.env.INTARSIA_TEST_DATABASE_URL);
  project.provide('postgresBroker', broker.url);
  return () => broker.close();
}

/** Answers every request with the URL of one PostgreSQL: the given one, or an embedded one. */
export async function openBroker(given: string | undefined): Promise<PostgresBroker> {
  let running: Promise<RunningPostgres> | undefined;
  const server = createServer((_, response) => {
    if (!given) running ??= startPostgres();
    Promise.resolve(given ?? running?.then(({ url }) => url)).then(
      (url) => response.end(url),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      },
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      // One that never started has been reported to the tests that asked for it.
      const postgres = await running?.catch(() => undefined);
      await postgres?.stop();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // Safe: a TCP server that listens has an address of this shape.
      resolve((server.address() as AddressInfo).port);
    });
  });
}
