import { usage } from '../failures.ts';
import type { About, TriggerCall } from './world.ts';

/** A port of this machine at which nobody listens. */
const NOBODY_THERE = 'http://127.255.255.254:1024/';
/** Days of the clock after which a webhook that nobody answers must be paused. */
const MOST_DAYS = 14;

/** Sends a test event to the webhook that was made last. */
export async function tested({ api }: TriggerCall): Promise<About> {
  const { results } = await api.webhooks.list.query({ limit: 1 });
  const [newest] = results;
  if (!newest) {
    throw usage('There is no webhook to test.', 'intarsia webhooks create <url> --name <name>');
  }
  await api.webhooks.test.mutate({ id: newest.id });
  return {};
}

/** Lets the clock go on until a webhook is paused because nothing has arrived; it is gone afterwards. */
export async function unanswered({ api }: TriggerCall): Promise<About> {
  const name = 'Made by intarsia trigger';
  const asked = { name, url: NOBODY_THERE, events: ['users.created'] };
  const { id } = await api.webhooks.create.mutate(asked);
  try {
    await api.users.create.mutate({});
    for (let day = 0; day < MOST_DAYS; day++) {
      const { status } = await api.webhooks.health.query({ id });
      if (status === 'paused') break;
      await api.clock.advance.mutate({ by: 'P1D' });
    }
  } finally {
    await api.webhooks.delete.mutate({ id });
  }
  return {};
}
