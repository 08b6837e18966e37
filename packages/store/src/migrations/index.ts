import { instance } from './0001-instance.ts';
import { world } from './0002-world.ts';
import { clocksAndOrder } from './0003-clocks.ts';
import { resources } from './0004-resources.ts';
import { sandboxOptions } from './0005-sandbox-options.ts';
import { scenarios } from './0006-scenarios.ts';
import { blobs } from './0007-blobs.ts';
import { snapshots } from './0008-snapshots.ts';
import { payDistribution } from './0009-pay-distribution.ts';
import { webhooks } from './0010-webhooks.ts';
import { tokenEnds } from './0011-token-ends.ts';
import { deliveriesOfEvents } from './0012-deliveries-of-events.ts';
import { webhookChaos } from './0013-webhook-chaos.ts';
import { link } from './0014-link.ts';
import { linkSettings } from './0015-link-settings.ts';
import { deliveriesInOrder } from './0016-deliveries-in-order.ts';
import { countersByOwner } from './0017-counters-by-owner.ts';
import { feedsByTypeAndHour } from './0018-feeds-by-type-and-hour.ts';
import type { Migration } from './migration.ts';

/** Every migration; the place in the list is the version that it brings the schema to. */
export const migrations: readonly Migration[] = [
  instance,
  world,
  clocksAndOrder,
  resources,
  sandboxOptions,
  scenarios,
  blobs,
  snapshots,
  payDistribution,
  webhooks,
  tokenEnds,
  deliveriesOfEvents,
  webhookChaos,
  link,
  linkSettings,
  deliveriesInOrder,
  countersByOwner,
  feedsByTypeAndHour,
];
