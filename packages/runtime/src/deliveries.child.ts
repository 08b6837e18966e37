// Makes events, takes some of them back, and delivers what is due, until it is killed. It never ends by itself.
import { setTimeout as wait } from 'node:timers/promises';
import { type DomainEvent, later, type Timestamp } from '@intarsia/domain';
import { openInstance } from './instance.ts';

const [database_url = '', key = '', environment_id = '', start = '', accounts = ''] =
  process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const WRITERS = 2;

/** Each process begins where the leases of those before it have ended. */
function wallFrom(time: Timestamp) {
  const began = performance.now();
  return { now: () => later(time, performance.now() - began) };
}

const instance = await openInstance({
  database_url,
  master_key: Buffer.from(key, 'hex'),
  public_url: 'http://intarsia.test',
  log: silent,
  on_loopback: true,
  existing: true,
  machine: { wall: wallFrom(start) },
});
const { deps } = instance;

async function write(): Promise<void> {
  for (let n = 0; ; n++) {
    const account = accounts.split(',')[n % accounts.split(',').length] ?? '';
    const isTakenBack = n % 3 === 2;
    const removed: DomainEvent = {
      type: 'accounts.removed',
      occurred_at: deps.wall.now(),
      // Whose user is the account itself was never committed.
      data: { account, user: isTakenBack ? account : environment_id },
    };
    const change = deps.store.write(async (tx) => {
      await tx.outbox.append({ environment_id }, [removed]);
      if (isTakenBack) throw new Error('taken back');
    });
    await change.catch((error: Error) => {
      if (error.message !== 'taken back') throw error;
    });
    await wait(6);
  }
}

async function deliver(): Promise<void> {
  for (;;) {
    if ((await instance.deliveries.work()) === 0) await wait(1);
  }
}

console.log('ready');
await Promise.all([deliver(), ...Array.from({ length: WRITERS }, write)]);
