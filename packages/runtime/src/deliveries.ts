import { type Company, type Courier, type Deps, sendCouriers } from '@intarsia/api';
import type { Environment, Id } from '@intarsia/domain';
import { openLooks } from './looks.ts';
import type { Work } from './work.ts';

/** Subscriptions that one process delivers to at once, and requests that it has under way for them. */
const PLACES = 256;
const REQUESTS = 512;
/** Environments that are looked at together, and subscriptions of each that are taken at once. */
const BATCH = 16;

/** A courier that is on its way. */
interface Sent {
  readonly courier: Courier;
  /** Whether it was told of more, which it may have been told too late. */
  isRung: boolean;
}

/**
 * Opens the deliveries of every environment. Each subscription has a courier of its own for as long as there
 * is something to send to it, so that none waits for the receiver of another. They share the requests that
 * are under way; one is left to each in any case.
 */
export function openDeliveries(deps: Deps, onWake: Work['onWake']): Work {
  const looks = openLooks(deps, 'deliveries');
  const running = new Set<Promise<void>>();
  const sent = new Map<Id, Sent>();
  let ended = 0;
  let turn = 0;
  const company: Company = {
    share: () => Math.max(1, Math.floor(REQUESTS / running.size)),
    isCrowded: () => running.size >= PLACES,
  };

  deps.store.onDeliveries(({ environment_id, webhook_id }) => {
    const one = sent.get(webhook_id);
    if (!one) return deps.wake(environment_id);
    one.isRung = true;
    one.courier.ring();
  });

  async function follow(courier: Courier, environment: Environment): Promise<void> {
    const one = { courier, isRung: false };
    sent.set(courier.webhook_id, one);
    await courier.run();
    if (sent.get(courier.webhook_id) === one) sent.delete(courier.webhook_id);
    ended += 1;
    if (one.isRung || company.isCrowded()) deps.wake(environment.id);
  }

  async function send(environment: Environment, signal: AbortSignal | undefined): Promise<void> {
    looks.note(environment);
    for (let more = BATCH; more === BATCH && !company.isCrowded(); ) {
      const couriers = await sendCouriers(deps, environment, { limit: BATCH, signal, company });
      for (const courier of couriers) {
        const run = follow(courier, environment).finally(() => running.delete(run));
        running.add(run);
      }
      more = couriers.length;
    }
  }

  return {
    onWake,
    async work(signal) {
      const environments = await deps.store.read.environments.listAll();
      // Where places are few, it is another one's turn to be the first.
      turn += 1;
      const first = turn % Math.max(1, environments.length);
      const inTurn = [...environments.slice(first), ...environments.slice(0, first)];
      for (let start = 0; start < inTurn.length && !signal?.aborted; start += BATCH) {
        const part = inTurn.slice(start, start + BATCH);
        await Promise.all(part.map((environment) => send(environment, signal)));
      }
      const count = ended;
      ended = 0;
      return count;
    },
    async idle() {
      await Promise.all(running);
    },
    dueIn: looks.dueIn,
  };
}
