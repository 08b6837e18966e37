import {
  CreateWebhookInput,
  DeliveryRef,
  RotateWebhookSecretInput,
  UpdateWebhookInput,
  WebhookConfig,
  WebhookRef,
} from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, flag, option } from '../command.ts';
import { usage } from '../failures.ts';
import type { Remote } from '../io.ts';
import { listOptions, printPages } from '../lists.ts';
import { Duration, definedOf } from '../texts.ts';
import {
  deliveryColumns,
  deliveryView,
  healthView,
  secretHolderView,
  webhookColumns,
  webhookView,
} from '../views/webhooks.ts';
import { EventNames, secretOf } from '../webhook-texts.ts';
import { replayCommand } from './replay-webhook.ts';
import { verifyCommand } from './verify-webhook.ts';

const id = arg('Id of the webhook', WebhookRef.shape.id);
const { name, url } = CreateWebhookInput.shape;

const secret = option(
  '<text>',
  'What signs deliveries; @file or @- for stdin keeps it out of `ps`',
  z.string().optional(),
);
const config = {
  include_resource: option(
    '<yes|no>',
    'Whether events of accounts carry the account',
    z.enum(['yes', 'no']).optional(),
  ),
  days_synced: option(
    '<n>',
    'Days that partially_synced tells of; 30 when not given',
    z.coerce.number().pipe(WebhookConfig.shape.days_synced.unwrap()).optional(),
  ),
};

export const webhooksCommands = [
  command({
    name: 'webhooks list',
    summary: 'List webhooks, newest first',
    options: listOptions,
    run: (call, asked) =>
      printPages(call, asked, {
        noun: 'webhook',
        columns: webhookColumns,
        page: (input) => call.api.webhooks.list.query(input),
      }),
  }),
  command({
    name: 'webhooks get',
    summary: 'Show a webhook',
    args: { id },
    run: async ({ api, print }, input) => print(await api.webhooks.get.query(input), webhookView),
  }),
  command({
    name: 'webhooks health',
    summary: 'Say whether a webhook is paused, since when and why, and what waits for it',
    args: { id },
    run: async ({ api, print }, input) => print(await api.webhooks.health.query(input), healthView),
  }),
  command({
    name: 'webhooks create',
    summary: 'Subscribe to events; the secrets are shown once',
    args: { url: arg('Where deliveries go', url) },
    options: {
      name: option('<name>', 'Copied into every delivery', name),
      events: option(
        '<a,b>',
        'Names with commas between; all when not given',
        EventNames.default(['*']),
      ),
      secret,
      ...config,
    },
    examples: [
      'webhooks create https://example.com/hook --name Backend --secret @secret.txt',
      'webhooks create https://example.com/hook --name Pay --events payouts.added,payouts.updated',
    ],
    run: async ({ api, print, read }, { secret, include_resource, days_synced, ...asked }) => {
      const changes = configOf({ include_resource, days_synced });
      const created = await api.webhooks.create.mutate({
        ...asked,
        ...(secret === undefined ? {} : { secret: await secretOf(secret, read) }),
        ...(Object.keys(changes).length > 0 ? { config: changes } : {}),
      });
      await print(created, secretHolderView);
    },
  }),
  command({
    name: 'webhooks update',
    summary: 'Change, pause or resume a webhook; what is not said stays',
    args: { id },
    options: {
      to: option('<url>', 'Where deliveries go from now on', url.optional()),
      name: option('<name>', 'Copied into every delivery', name.optional()),
      events: option('<a,b>', 'Names with commas between, or *', EventNames.optional()),
      secret,
      ...config,
      status: {
        ...option('<status>', 'Pause it, or resume it', UpdateWebhookInput.shape.status),
        choices: ['active', 'paused'],
      },
    },
    examples: [
      'webhooks update 018051aa-f7a9-7000-8000-000000000001 --status active',
      'webhooks update 018051aa-f7a9-7000-8000-000000000001 --include-resource yes',
    ],
    run: async (call, { id, to, secret, include_resource, days_synced, ...said }) => {
      const changes = configOf({ include_resource, days_synced });
      const asked = {
        ...definedOf(said),
        ...(to === undefined ? {} : { url: to }),
        ...(secret === undefined ? {} : { secret: await secretOf(secret, call.read) }),
        ...(Object.keys(changes).length > 0
          ? { config: await mergedConfig(call, id, changes) }
          : {}),
      };
      if (Object.keys(asked).length === 0) throw usage('Say what is to change.');
      await call.print(await call.api.webhooks.update.mutate({ id, ...asked }), secretHolderView);
    },
  }),
  command({
    name: 'webhooks delete',
    summary: 'End a webhook, with what is on its way to it',
    args: { id },
    options: { yes: flag('Delete without asking') },
    run: async ({ api, print, confirm }, { id, yes }) => {
      await confirm(`Delete the webhook ${id}?`, yes);
      await api.webhooks.delete.mutate({ id });
      await print({ id, deleted: true }, () => `Deleted the webhook ${id}.`);
    },
  }),
  command({
    name: 'webhooks rotate-secret',
    summary: 'Give a webhook a new secret; for the overlap both sign',
    args: { id },
    options: {
      secret,
      overlap: option(
        '<time>',
        'How long the old one still signs: 24h when not given, at most 30d',
        Duration.pipe(RotateWebhookSecretInput.shape.overlap_seconds.unwrap()).optional(),
      ),
    },
    run: async ({ api, print, read }, { id, secret, overlap }) => {
      const rotated = await api.webhooks.rotateSecret.mutate({
        id,
        ...(secret === undefined ? {} : { secret: await secretOf(secret, read) }),
        ...(overlap === undefined ? {} : { overlap_seconds: overlap }),
      });
      await print(rotated, secretHolderView);
    },
  }),
  command({
    name: 'webhooks test',
    summary: 'Send a webhook an event that means nothing',
    args: { id },
    run: async ({ api, print }, { id }) =>
      print(
        await api.webhooks.test.mutate({ id }),
        () => `A webhooks.test is on its way to ${id}.`,
      ),
  }),
  replayCommand,
  command({
    name: 'webhooks deliveries',
    summary: 'List what was sent to a webhook or waits to be, newest first',
    args: { id },
    options: listOptions,
    examples: ['webhooks deliveries 018051aa-f7a9-7000-8000-000000000001 --limit 50'],
    run: (call, { id, ...asked }) =>
      printPages(call, asked, {
        noun: 'delivery',
        nouns: 'deliveries',
        columns: deliveryColumns,
        page: (input) => call.api.webhooks.deliveries.query({ id, ...input }),
      }),
  }),
  command({
    name: 'webhooks delivery',
    summary: 'Show one delivery with every try',
    args: { id, delivery: arg('Id of the delivery', DeliveryRef.shape.delivery) },
    run: async ({ api, print }, input) =>
      print(await api.webhooks.delivery.query(input), deliveryView),
  }),
  verifyCommand,
];

interface ConfigSaid {
  readonly include_resource: 'yes' | 'no' | undefined;
  readonly days_synced: number | undefined;
}

function configOf({ include_resource, days_synced }: ConfigSaid): WebhookConfig {
  return {
    ...(include_resource === undefined ? {} : { include_resource: include_resource === 'yes' }),
    ...(days_synced === undefined ? {} : { days_synced }),
  };
}

/** The API takes the config as a whole: what it has besides the changes stays. */
async function mergedConfig(
  { api }: Remote,
  id: string,
  changes: WebhookConfig,
): Promise<WebhookConfig> {
  const { config } = await api.webhooks.get.query({ id });
  return { ...config, ...changes };
}
