import { z } from 'zod';
import { WebhookRef } from './webhook.ts';

/** What may happen to a delivery of a sandbox, each to the first try of it alone. */
export const DeliveryTrouble = z.enum([
  'drop_first_attempt',
  'wrong_signature',
  'duplicate',
  'reorder',
  'delay',
]);
export type DeliveryTrouble = z.infer<typeof DeliveryTrouble>;

const Share = z
  .number('must be a number from 0 to 1')
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1')
  .default(0);

/** Trouble that a webhook of a sandbox is to have: shares of its deliveries, of which none has two. */
export const WebhookChaos = z.object({
  drop_first_attempt: Share.meta({
    description:
      'The share whose first try is lost on the way; the next one comes 10 seconds later.',
  }),
  wrong_signature: Share.meta({
    description:
      'The share whose first try bears signatures of secrets that are not those of the webhook.',
  }),
  duplicate: Share.meta({ description: 'The share that is sent twice, with one `webhook-id`.' }),
  reorder: Share.meta({
    description: 'The share that is sent after all that waits for the same account.',
  }),
  delay: Share.meta({ description: 'The share that is held back for `delay_seconds`.' }),
  delay_seconds: z
    .int('must be a whole number of seconds')
    .min(1, 'must be at least 1')
    .max(86_400, 'must be at most 86400')
    .default(60)
    .meta({ description: 'By the clock of the sandbox.' }),
  next: z
    .int('must be a whole number of deliveries')
    .min(0, 'must not be negative')
    .max(1_000_000, 'must be at most 1000000')
    .nullable()
    .default(null)
    .meta({
      description: 'How many more deliveries this is for; null is all of them.',
    }),
});
export type WebhookChaos = z.infer<typeof WebhookChaos>;

/** Sums of shares such as 0.1 + 0.2 are off by less than that. */
const ROUNDING = 1e-9;

/** The trouble of a webhook from now on; what is not named is off. */
export const SetWebhookChaosInput = z
  .strictObject({ ...WebhookRef.shape, ...WebhookChaos.shape })
  .superRefine((chaos, ctx) => {
    let sum = 0;
    for (const trouble of DeliveryTrouble.options) {
      sum += chaos[trouble];
      if (chaos[trouble] === 0 || sum <= 1 + ROUNDING) continue;
      const message = 'must leave the shares at 1 together: no delivery has two troubles';
      ctx.addIssue({ code: 'custom', path: [trouble], message });
      return;
    }
  });
export type SetWebhookChaosInput = z.infer<typeof SetWebhookChaosInput>;

/** A webhook that nothing happens to. */
export const noChaos: WebhookChaos = WebhookChaos.parse({});
