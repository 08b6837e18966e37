// Writes alone and together, and marks in the log of syncs where each part begins.
import { appendFileSync } from 'node:fs';
import { newUser } from '@intarsia/domain';
import { openStore, type WriteOptions } from './store.ts';

const [url = '', environment_id = '', syncs = ''] = process.argv.slice(2);
const log = { debug() {}, info() {}, warn() {}, error() {} };
const store = await openStore({ url, log });
let number = 0;

async function write(options?: WriteOptions): Promise<void> {
  const id = `00000000-0000-7000-8000-${(++number).toString(16).padStart(12, '0')}`;
  const { user, events } = newUser({}, { id, now: '2022-04-22T14:26:40.682437Z' });
  await store.write(async (tx) => {
    await tx.users.insert({ environment_id }, user);
    await tx.outbox.append({ environment_id }, events);
  }, options);
}

await write();
appendFileSync(syncs, 'alone\n');
for (let n = 0; n < 10; n++) await write();
appendFileSync(syncs, 'together\n');
for (let n = 0; n < 5; n++) await Promise.all(Array.from({ length: 100 }, () => write()));
appendFileSync(syncs, 'read\n');
await store.read.users.count({ environment_id });
appendFileSync(syncs, 'unsynced\n');
for (let n = 0; n < 10; n++) await write({ sync: false });
appendFileSync(syncs, 'mixed\n');
await Promise.all([write({ sync: false }), write(), write({ sync: false })]);
appendFileSync(syncs, 'after\n');
await write({ sync: false });
await write();
appendFileSync(syncs, 'end\n');
await store.close();
