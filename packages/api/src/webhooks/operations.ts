import {
  CreateWebhookInput,
  Delivery,
  DeliveryDetail,
  DeliveryRef,
  Id,
  ListDeliveriesInput,
  ListInput,
  page,
  ReplaceWebhookInput,
  ReplayedEvents,
  ReplayWebhookInput,
  RotateWebhookSecretInput,
  UpdateWebhookInput,
  Webhook,
  WebhookHealth,
  WebhookRef,
} from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import { deliveredEvent, newWebhook } from '../openapi/webhook-examples.ts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  replaceWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from './actions.ts';
import { getDelivery, listDeliveries } from './deliveries.ts';
import { getWebhookHealth } from './health.ts';
import { replayWebhook, testWebhook } from './replay.ts';

const tag = 'Webhooks';
const policy = ['client', 'operator'] as const;
const path = '/v1/webhooks/{id}';

export const webhooksOperations = {
  list: query({
    policy,
    input: ListInput,
    output: page(Webhook),
    run: listWebhooks,
    rest: {
      method: 'GET',
      path: '/v1/webhooks',
      status: 200,
      list: true,
      tag,
      summary: 'List webhooks',
    },
  }),
  create: mutation({
    policy,
    input: CreateWebhookInput,
    output: Webhook,
    run: createWebhook,
    rest: {
      method: 'POST',
      path: '/v1/webhooks',
      status: 201,
      tag,
      summary: 'Create a webhook',
      description:
        'Subscribes to events of all accounts. `"*"` stands for every documented event. Deliveries bear `X-Argyle-Signature` and `X-Intarsia-Signature`, the hex HMAC-SHA512 of the body under `secret`, where one is set, and in every case the headers of Standard Webhooks under `signing_secret`. Both are shown this once.',
      example: { request: newWebhook },
    },
  }),
  get: query({
    policy,
    input: WebhookRef,
    output: Webhook,
    run: getWebhook,
    rest: { method: 'GET', path, status: 200, tag, summary: 'Retrieve a webhook' },
  }),
  health: query({
    policy,
    input: WebhookRef,
    output: WebhookHealth,
    run: getWebhookHealth,
    rest: {
      method: 'GET',
      path: '/v1/webhooks/{id}/health',
      status: 200,
      tag,
      summary: 'Retrieve the health of a webhook',
      description:
        'Whether it is paused, since when and why, since when nothing arrives, and how much waits.',
      example: {
        response: {
          status: 'paused',
          paused_at: '2022-04-27T14:26:50.000000Z',
          pause_reason: 'nothing_delivered',
          failing_since: '2022-04-22T14:26:40.000000Z',
          waiting: 12,
        },
      },
    },
  }),
  replace: mutation({
    policy,
    input: ReplaceWebhookInput,
    output: Webhook,
    run: replaceWebhook,
    rest: {
      method: 'PUT',
      path,
      status: 200,
      tag,
      summary: 'Replace a webhook',
      description: 'A secret that is not said stays as it is.',
      example: { request: newWebhook },
    },
  }),
  update: mutation({
    policy,
    input: UpdateWebhookInput,
    output: Webhook,
    run: updateWebhook,
    rest: {
      method: 'PATCH',
      path,
      status: 200,
      tag,
      summary: 'Update a webhook',
      description:
        'What is not said stays. `status` pauses a webhook, or resumes one that was paused because nothing had succeeded for five days. `active` sends what has waited at once, also what waits for its next try.',
      example: { request: { status: 'active' } },
    },
  }),
  rotateSecret: mutation({
    policy,
    input: RotateWebhookSecretInput,
    output: Webhook,
    run: rotateWebhookSecret,
    rest: {
      method: 'POST',
      path: '/v1/webhooks/{id}/rotate-secret',
      status: 200,
      tag,
      summary: 'Rotate the secret of a webhook',
      description:
        'Until the overlap ends, `webhook-signature` has signatures of both secrets, and the v1 headers keep the old one.',
      example: { request: { overlap_seconds: 3600 } },
    },
  }),
  deliveries: query({
    policy,
    input: ListDeliveriesInput,
    output: page(Delivery),
    run: listDeliveries,
    rest: {
      method: 'GET',
      path: '/v1/webhooks/{id}/deliveries',
      status: 200,
      list: true,
      tag,
      summary: 'List deliveries',
      description:
        'What was sent to a webhook, or waits to be, with every try: newest first. The body of a request is shown with one delivery alone.',
    },
  }),
  delivery: query({
    policy,
    input: DeliveryRef,
    output: DeliveryDetail,
    run: getDelivery,
    rest: {
      method: 'GET',
      path: '/v1/webhooks/{id}/deliveries/{delivery}',
      status: 200,
      tag,
      summary: 'Retrieve a delivery',
      description:
        'One delivery with every try and its request. Bodies are not kept, so that nothing of them is left of somebody who is erased: `request` is drawn anew, and `body_confirmed` says by the signature of a try whether it had the same body.',
      example: { response: deliveredEvent },
    },
  }),
  replay: mutation({
    policy,
    input: ReplayWebhookInput,
    output: ReplayedEvents,
    run: replayWebhook,
    rest: {
      method: 'POST',
      path: '/v1/webhooks/{id}/replay',
      status: 200,
      tag,
      summary: 'Replay events',
      description:
        'Sends events once more: one by its id, or those of a `type` or of a time that the webhook has subscribed to. A call takes 2,000: go on with `next_cursor` as `cursor`, beside the same filter.',
      example: {
        request: { from: '2022-04-22T00:00:00Z', to: '2022-04-23T00:00:00Z' },
        response: { replayed: 12, next_cursor: null },
      },
    },
  }),
  test: mutation({
    policy,
    input: WebhookRef,
    output: z.object({ webhook: Id }),
    run: testWebhook,
    rest: {
      method: 'POST',
      path: '/v1/webhooks/{id}/test',
      status: 200,
      tag,
      summary: 'Send a test event',
      description: 'Sends a `webhooks.test` event to this webhook alone.',
    },
  }),
  delete: mutation({
    policy,
    input: WebhookRef,
    output: z.void(),
    run: deleteWebhook,
    rest: {
      method: 'DELETE',
      path,
      status: 204,
      tag,
      summary: 'Delete a webhook',
      description: 'What is on its way to it is not sent any more.',
    },
  }),
};
