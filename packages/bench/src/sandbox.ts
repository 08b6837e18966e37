import Database from 'better-sqlite3';
import type { Call } from './cases.ts';
import { ask } from './compare.ts';
import type { World } from './world/world.ts';

/** Asks a product for something in its sandbox, and gives the answer's JSON. Throws unless it succeeds. */
export async function askSandbox(port: number, call: Call): Promise<unknown> {
  const { status, body } = await ask(port, call);
  if (status >= 300) throw new Error(`${call.method} ${call.path}: answered ${status} ${body}`);
  return JSON.parse(body);
}

/** Logs in to a link item as somebody new to it. Gives the account's id. */
export async function connectSandbox(
  port: number,
  { link_item, username }: { link_item: string; username: string },
): Promise<string> {
  const body = { link_item, username, password: 'passgood' };
  const account = await askSandbox(port, { method: 'POST', path: '/v1/sandbox/accounts', body });
  // Safe: the answer of success is an account.
  return (account as { id: string }).id;
}

/** Reads from the file of a world that a product has open. */
export function readFrom<Row>(
  { file }: Pick<World, 'file'>,
  sql: string,
  values: readonly unknown[] = [],
): Row[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<unknown[], Row>(sql).all(values);
  } finally {
    database.close();
  }
}

/** How many resources there are. */
export function rowsIn(world: Pick<World, 'file'>): number {
  const sql = 'select count(*) as total from resources';
  return readFrom<{ total: number }>(world, sql)[0]?.total ?? 0;
}
