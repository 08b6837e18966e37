import { storeAt } from '@intarsia/store/testing';
import type { TestInstance } from '../../../runtime/src/testing.ts';

/** Every row of every table, as text. */
export async function dumpOf({ database_url, instance }: TestInstance): Promise<string> {
  const store = await storeAt(database_url);
  const tables = await store.look(
    instance.deps.store.engine === 'sqlite'
      ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
      : "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const rows = [];
  for (const { name } of tables) rows.push(await store.look(`select * from ${name}`));
  await store.close();
  return JSON.stringify(rows);
}
