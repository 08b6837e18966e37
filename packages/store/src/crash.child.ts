// Writes users until it is killed, and says each one's id once its write has resolved. It never ends by itself.
import { writeSync } from 'node:fs';
import { type DomainEvent, newUser, rawJson } from '@intarsia/domain';
import { openStore } from './store.ts';

const [url = '', environment_id = '', writers = ''] = process.argv.slice(2);
const now = '2022-04-22T14:26:40.682437Z';
const log = { debug() {}, info() {}, warn() {}, error() {} };

const store = await openStore({ url, log });
const scope = { environment_id };
let next = 0;

async function write(number: number): Promise<void> {
  const id = `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
  const metadata = rawJson(JSON.stringify({ number: `n${number}` }));
  const { user, events } = newUser({ external_metadata: metadata }, { id, now });
  const updated: DomainEvent = { type: 'users.updated', occurred_at: now, data: { user: id } };
  await store.write(async (tx) => {
    await tx.users.insert(scope, user);
    await tx.outbox.append(scope, [...events, updated]);
  });
  // At once and whole: what is said here was durable before.
  writeSync(1, `${id}\n`);
}

await Promise.all(
  Array.from({ length: Number(writers) }, async () => {
    for (;;) await write(next++);
  }),
);
