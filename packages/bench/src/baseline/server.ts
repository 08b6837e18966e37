import { createServer } from 'node:http';
import { listenAnywhere } from '../listening.ts';
import { openReads } from './reads.ts';
import { openStatements } from './statements.ts';
import type { Signing } from './tokens.ts';
import { openWrites } from './writes.ts';

/** What the bare server is started with. */
export interface BaselineOptions {
  readonly file: string;
  readonly environment_id: string;
  readonly signing: Signing;
}

/** A server that answers until it is closed. */
export interface Baseline {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The least that a Node program can do to give the same answers: node:http with keep-alive, prepared
 * statements, the same SQL, the same response bytes, and for writes the same durable group commit. It
 * asks for no credentials, validates nothing, logs nothing. This is what a ratio of 1 means.
 */
export async function openBaseline(options: BaselineOptions): Promise<Baseline> {
  const statements = openStatements(options.file);
  const read = openReads(statements, options.environment_id);
  const write = openWrites(statements, options);
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (request.method === 'GET') read(request, response);
    else write(request, response);
  });
  const port = await listenAnywhere(server);
  return {
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      statements.close();
    },
  };
}
