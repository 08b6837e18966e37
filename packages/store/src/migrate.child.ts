// One process of several that start on one new database at the same time.
import { setTimeout as wait } from 'node:timers/promises';
import { newClient } from '@intarsia/domain';
import { openStore } from './store.ts';

const [url = '', id = ''] = process.argv.slice(2);
const log = { debug() {}, info() {}, warn() {}, error() {} };

const store = await openStore({ url, log });
const done = await store.migrate(async (tx) => {
  // Long enough for the others to come to the lock, and for SQLite to give up waiting for it by itself.
  await wait(300);
  const client = newClient({ name: `made by ${id}` }, { id, now: '2022-04-22T14:26:40.682437Z' });
  await tx.clients.insert(client, { data_key: 'sealed' });
});
console.log(JSON.stringify(done));
await store.close();
