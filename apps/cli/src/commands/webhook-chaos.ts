import { WebhookChaos, WebhookRef } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, option } from '../command.ts';
import { usage } from '../failures.ts';
import { definedOf } from '../texts.ts';
import { chaosView } from '../views/webhook-chaos.ts';

const id = arg('Id of the webhook', WebhookRef.shape.id);
const ID = '018051aa-f7a9-7000-8000-000000000001';
const { duplicate, delay_seconds, next } = WebhookChaos.shape;

/** A number as it is written; what is no plain decimal is none, so that the schema says what was expected. */
function numeric<S extends z.ZodType<unknown, number>>(schema: S) {
  return z
    .string()
    .transform((text) => (/^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN))
    .pipe(schema)
    .optional();
}

const share = (says: string) => option('<0..1>', says, numeric(duplicate.unwrap()));

/** Trouble that a receiver of a sandbox is to have. */
export const webhookChaosCommands = [
  command({
    name: 'webhooks chaos get',
    summary: 'Show what a sandbox does to the deliveries of a webhook',
    args: { id },
    run: async ({ api, print }, input) => print(await api.webhookChaos.get.query(input), chaosView),
  }),
  command({
    name: 'webhooks chaos set',
    summary: 'Trouble a share of deliveries, each at its first try; what is not named is off',
    args: { id },
    options: {
      duplicate: share('Send that share twice'),
      reorder: share('Send that share after all that waits for the same account'),
      delay: share('Hold that share back'),
      delay_seconds: option(
        '<n>',
        'For so long: 60 when not given',
        numeric(delay_seconds.unwrap()),
      ),
      drop_first_attempt: share('Lose the first try of that share'),
      wrong_signature: share('Sign the first try of that share with another secret'),
      next: option(
        '<n>',
        'For so many deliveries; all when not given',
        numeric(next.unwrap().unwrap()),
      ),
    },
    examples: [
      `webhooks chaos set ${ID} --duplicate 0.2 --drop-first-attempt 0.1`,
      `webhooks chaos set ${ID} --wrong-signature 1 --next 3`,
    ],
    run: async ({ api, print }, { id, ...said }) => {
      const chaos = definedOf(said);
      const { delay_seconds: _, next: __, ...troubles } = chaos;
      if (Object.keys(troubles).length === 0) {
        throw usage(
          'Say what is to happen to deliveries.',
          `Nothing more: webhooks chaos off ${id}`,
        );
      }
      await print(await api.webhookChaos.set.mutate({ id, ...chaos }), chaosView);
    },
  }),
  command({
    name: 'webhooks chaos off',
    summary: 'Leave the deliveries of a webhook alone from now on',
    args: { id },
    run: async ({ api, print }, { id }) =>
      print(await api.webhookChaos.set.mutate({ id }), chaosView),
  }),
];
