import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startServer } from './server-process.ts';

/** A server of its own with an empty world, and what its first start printed. */
export interface ConsoleServer {
  readonly url: string;
  /** The one-time link into the Console. */
  readonly link: string;
  /** `id:secret` of the sandbox. */
  readonly key: string;
  /** Of the sandbox. */
  readonly link_key: string;
  /** Stops, and starts at the same address with all that was there, once what is done meanwhile is done. */
  restart(meanwhile: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built server, which serves the built Console, on an empty folder. */
export async function startConsole(): Promise<ConsoleServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'intarsia-console-'));
  const start = (port: string) => startServer({ INTARSIA_DATA_DIR: folder, INTARSIA_PORT: port });
  let server = await start('0');
  const { url } = server;
  const out = server.out();
  return {
    url,
    link: found(out, /http:\S+#token=[\w-]+/),
    key: found(out, /[\w-]{36}:[\w-]{32}/),
    link_key: found(out, /(?<=link key\s+)[\w-]{36}/i),
    async restart(meanwhile) {
      await server.stop();
      await meanwhile();
      server = await start(new URL(url).port);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function found(text: string, pattern: RegExp): string {
  const [match] = pattern.exec(text) ?? [];
  if (match === undefined) throw new Error(`the first start printed nothing like ${pattern}`);
  return match;
}

/** Calls the REST API as a backend does; throws unless it answers with success. */
export async function call(
  { url, key }: Pick<ConsoleServer, 'url' | 'key'>,
  row: string,
  body?: unknown,
) {
  const [method = 'GET', place = ''] = row.split(' ');
  const answer = await fetch(url + place, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(key).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${row}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Signs in with a one-time link and goes on without a password; gives the address of the sandbox. */
export async function signInByLink(page: Page, link: string): Promise<string> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  return page.url().replace(/\/$/, '');
}
