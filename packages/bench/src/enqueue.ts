import type { DomainEvent } from '@intarsia/domain';
import { type Instance, loadMasterKey, openInstance, systemRandom } from '@intarsia/runtime';
import type { Bench } from './bench.ts';
import { spreadOf } from './measure.ts';
import type { Measured } from './report.ts';
import { credentials, silent } from './world/world.ts';

/** Events of a repetition, and writers at one time, whose transactions share commits. */
const EVENTS = 1024;
const WRITERS = 64;

/**
 * What telling of an event takes in the transaction of its change, the commit included, where so many have
 * subscribed to it. Each transaction has one event; nothing is delivered meanwhile.
 */
export async function measureEnqueue(bench: Bench, subscriptions: number): Promise<Measured> {
  const { folder, file, environment_id, ids } = bench.copy(await bench.world('few'));
  const instance = await openInstance({
    database_url: file,
    master_key: loadMasterKey({ data_dir: folder }, systemRandom()),
    public_url: 'http://localhost',
    on_loopback: true,
    log: silent,
  });
  try {
    for (let n = 0; n < subscriptions; n++) await subscribe(instance);
    const tell = (n: number) => {
      const event: DomainEvent = {
        type: 'users.created',
        occurred_at: instance.deps.wall.now(),
        data: { user: ids[n % ids.length] ?? '' },
      };
      return instance.deps.store.write((tx) => tx.outbox.append({ environment_id }, [event]));
    };
    const events = Math.min(EVENTS, bench.sizes.few);
    const times: number[] = [];
    for (let i = 0; i <= bench.sizes.pace.repetitions; i++) {
      const begun = performance.now();
      let next = 0;
      const writer = async () => {
        for (let n = next++; n < events; n = next++) await tell(n);
      };
      await Promise.all(Array.from({ length: WRITERS }, writer));
      times.push(((performance.now() - begun) * 1000) / events);
    }
    // The first one prepares statements.
    return { value: spreadOf(times.slice(1)), unit: 'µs' };
  } finally {
    await instance.close();
  }
}

async function subscribe({ rest }: Instance): Promise<void> {
  const { key_id, key_secret } = credentials;
  const basic = Buffer.from(`${key_id}:${key_secret}`).toString('base64');
  const body = { events: ['users.created'], name: 'Bench', url: 'http://127.0.0.1:9000/' };
  const { status } = await rest({
    method: 'POST',
    url: '/v1/webhooks',
    headers: { authorization: `Basic ${basic}` },
    body: Buffer.from(JSON.stringify(body)),
    origin: 'http://localhost',
    request_id: 'bench',
  });
  if (status !== 201) throw new Error(`subscribing was answered with ${status}`);
}
