import { ReplayWebhookInput, WebhookRef } from '@intarsia/domain';
import { arg, command, option } from '../command.ts';
import { usage } from '../failures.ts';
import type { Io, Remote } from '../io.ts';
import { definedOf } from '../texts.ts';
import { replayView } from '../views/webhooks.ts';

/** Sends events once more to one webhook. */
export const replayCommand = command({
  name: 'webhooks replay',
  summary: 'Send events once more: one, or those of a type or a time',
  args: { id: arg('Id of the webhook', WebhookRef.shape.id) },
  options: {
    event: option('<id>', 'One event, whatever its type', ReplayWebhookInput.shape.event),
    type: option('<type>', 'Those of one type', ReplayWebhookInput.shape.type),
    from: option('<time>', 'Those from this moment on', ReplayWebhookInput.shape.from),
    to: option('<time>', 'Those up to this moment', ReplayWebhookInput.shape.to),
    cursor: option('<id>', 'Those behind an event', ReplayWebhookInput.shape.cursor),
  },
  examples: [
    'webhooks replay 018051aa-f7a9-7000-8000-000000000001 --from 2030-01-31T00:00:00Z',
    'webhooks replay 018051aa-f7a9-7000-8000-000000000001 --type payouts.added',
  ],
  run: async (call, { id, ...said }) => {
    const filter = definedOf(said);
    const isOne = 'event' in filter;
    if (Object.keys(filter).length === 0 || (isOne && Object.keys(filter).length > 1)) {
      throw usage('Give either --event, or --type, --from, --to and --cursor as you like.');
    }
    await call.print(await replayAll(call, { id, ...filter }), replayView);
  },
});

/** Goes on until all of it is on its way: a call takes only so many. */
async function replayAll(
  { api, progress }: Io & Remote,
  asked: ReplayWebhookInput,
): Promise<{ replayed: number }> {
  const bar = progress();
  let replayed = 0;
  try {
    for (let { cursor } = asked; ; ) {
      const part = await api.webhooks.replay.mutate({ ...asked, ...(cursor ? { cursor } : {}) });
      replayed += part.replayed;
      if (part.next_cursor === null) return { replayed };
      cursor = part.next_cursor;
      bar.show(`${replayed} events`);
    }
  } finally {
    bar.end();
  }
}
