import { noChaos, SetWebhookChaosInput, WebhookChaos, WebhookRef } from '@intarsia/domain';
import { mutation, query } from '../kernel/index.ts';
import { getWebhookChaos, setWebhookChaos } from './chaos.ts';

const policy = ['client', 'operator'] as const;
const path = '/v1/sandbox/webhooks/{id}/chaos';
const example = { ...noChaos, duplicate: 0.2, wrong_signature: 0.05, next: 100 };

export const webhookChaosOperations = {
  get: query({
    policy,
    sandbox: true,
    input: WebhookRef,
    output: WebhookChaos,
    run: getWebhookChaos,
    rest: {
      method: 'GET',
      path,
      status: 200,
      tag: 'Sandbox',
      summary: 'Read the chaos of a webhook',
      example: { response: example },
    },
  }),
  set: mutation({
    policy,
    sandbox: true,
    input: SetWebhookChaosInput,
    output: WebhookChaos,
    run: setWebhookChaos,
    rest: {
      method: 'PUT',
      path,
      status: 200,
      tag: 'Sandbox',
      summary: 'Set the chaos of a webhook',
      description:
        'Troubles the receiver of a sandbox as a network would: deliveries come twice, late, in another order, at the second try, or badly signed. What is not named is off. Which deliveries are hit is a function of the seed and of the number of the event; each is hit once, at its first try, and its log tells by what. `{"duplicate": 1, "next": 3}` sends the next three twice.',
      example: { request: { duplicate: 0.2, wrong_signature: 0.05, next: 100 }, response: example },
    },
  }),
};
