import { z } from 'zod';
import { Timestamp } from '../values.ts';
import { Webhook } from './webhook.ts';

/** Why nothing is sent to a subscription: somebody asked for that, or nothing had arrived for five days. */
export const PauseReason = z.enum(['requested', 'nothing_delivered']);
export type PauseReason = z.infer<typeof PauseReason>;

/** How a subscription stands. Beside the documented object, which says none of it. */
export const WebhookHealth = z.object({
  status: Webhook.shape.status,
  paused_at: Timestamp.nullable().meta({ description: 'Null while it is active.' }),
  pause_reason: PauseReason.nullable().meta({
    description:
      '`requested`: somebody paused it. `nothing_delivered`: no delivery had succeeded for five days. Null while it is active.',
  }),
  failing_since: Timestamp.nullable().meta({
    description: 'The first failure that no success has followed; null where nothing is failing.',
  }),
  waiting: z.int().min(0).meta({ description: 'Deliveries that are still to be made.' }),
});
export type WebhookHealth = z.infer<typeof WebhookHealth>;
