import { type Client, ClientSettings, invalidField, type PageRequest } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import { pageOf, pageStatements } from './pages.ts';
import type { Tx } from './pending.ts';
import type { ClientsTable } from './tables.ts';

const find = findStatements<{ id: string }>()(({ q, p }) =>
  q.selectFrom('clients').selectAll().where('id', '=', p.id),
);

const pages = pageStatements<object>()(({ q }) => q.selectFrom('clients').selectAll(), 'clients');

const total = statement<object>()(({ q }) =>
  q.selectFrom('clients').select((eb) => eb.fn.countAll<number>().as('total')),
);

const insert = rowsStatement<ClientsTable>(['id', 'name', 'created_at', 'settings', 'data_key'])(
  ({ q, rows }) =>
    q
      .insertInto('clients')
      .values(rows)
      .onConflict((conflict) => conflict.column('name').doNothing()),
);

const setSettings = statement<{ id: string; settings: string }>()(({ q, p }) =>
  q.updateTable('clients').set({ settings: p.settings }).where('id', '=', p.id),
);

const setDataKey = statement<{ id: string; data_key: string }>()(({ q, p }) =>
  q.updateTable('clients').set({ data_key: p.data_key }).where('id', '=', p.id),
);

/** Those who integrate. They belong to the whole instance, so there is no scope. */
export function readClients(db: Db) {
  return {
    async find(id: string): Promise<Client | undefined> {
      const row = await db.first(find.plain, { id });
      return row && toClient(row);
    },

    async list(request: PageRequest): Promise<Client[]> {
      return (await pageOf(db, pages, { filter: {}, request })).map(toClient);
    },

    /** Counted row by row: an instance has few clients. */
    async count(): Promise<number> {
      return (await db.first(total, {}))?.total ?? 0;
    },

    /** The client's data key as it is sealed under the master key. */
    async dataKey(id: string): Promise<string | undefined> {
      return (await db.first(find.plain, { id }))?.data_key;
    },
  };
}

/** As `readClients`, and changes. A client that was found stays as it is until the transaction ends. */
export function writeClients(tx: Tx) {
  return {
    ...readClients(tx),

    async find(id: string): Promise<Client | undefined> {
      const row = await tx.first(find.locked, { id });
      return row && toClient(row);
    },

    /** Throws `client_exists` when another one has the name. */
    async insert(client: Client, secrets: { data_key: string }): Promise<void> {
      const { id, name, created_at } = client;
      const settings = JSON.stringify(client.settings);
      const inserted = await runRows(tx, insert, [{ id, name, created_at, settings, ...secrets }]);
      if (inserted === 0) throw invalidField('name', 'is taken', 'client_exists');
    },

    /** Gives false when there is no such client. */
    async updateSettings(id: string, settings: ClientSettings): Promise<boolean> {
      return (await tx.run(setSettings, { id, settings: JSON.stringify(settings) })) > 0;
    },

    /** For a rotation of the master key. */
    async setDataKey(id: string, data_key: string): Promise<boolean> {
      return (await tx.run(setDataKey, { id, data_key })) > 0;
    },
  };
}

function toClient({ id, name, created_at, settings }: ClientsTable): Client {
  // Settings that came later have their defaults.
  return { id, name, created_at, settings: ClientSettings.parse(JSON.parse(settings)) };
}
