import { migrateDatabase } from '@intarsia/runtime';
import type { Config } from '../config.ts';
import { exits } from '../failures.ts';
import type { Io } from '../io.ts';
import { openLog } from '../log.ts';
import { makeFolders } from '../opening.ts';

/** Brings the database up to this build's schema, as every start does. */
export async function migrate(
  config: Config,
  { io, json }: { io: Io; json: boolean },
): Promise<number> {
  makeFolders(config);
  const log = openLog('error');
  const { from, to } = await migrateDatabase({ database_url: config.database_url, log });
  if (json) {
    io.out(`${JSON.stringify({ from, to })}\n`);
    return exits.ok;
  }
  io.out(
    from === to
      ? `The database is at schema ${to}.\n`
      : `The database went from schema ${from} to ${to}.\n`,
  );
  return exits.ok;
}
