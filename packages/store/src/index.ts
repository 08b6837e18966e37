export type { AccountFilter } from './account-pages.ts';
export type { Login } from './account-statements.ts';
export type { StoredBlob } from './blobs.ts';
export type { Connection } from './connections.ts';
export type { DueDelivery, NewDelivery, StoredDelivery } from './deliveries.ts';
export { MOST_AT_ONCE } from './delivery-statements.ts';
export type { DeliveryTry, NewAttempt } from './delivery-tries.ts';
export type { ClockLease } from './environment-clocks.ts';
export type { FeedBounds, FeedFilter, FeedRequest, StoredEvent } from './events.ts';
export type { IdempotencyAnswer } from './idempotency.ts';
export type { Claim, Lease, WaitingJob } from './jobs.ts';
export type { StoredApiKey } from './keys.ts';
export type { StoredLinkKey } from './link-keys.ts';
export type { Migrated, Schema } from './migrate.ts';
export type { SourceRef } from './name-ids.ts';
export type { Reads, Writes } from './nouns.ts';
export type { SignInLink, StoredOperator, StoredSession } from './operators.ts';
export type { DateRange, ResourcePageRequest } from './resource-pages.ts';
export type {
  AccountKind,
  HeldResource,
  NewResource,
  OwnedKind,
  ResourceExtent,
  ResourceFilter,
  ResourceKey,
  StoredResource,
} from './resources.ts';
export type { AccountScans } from './scans.ts';
export type { StoredScenario } from './scenarios.ts';
export type { StoredSigningKey } from './signing-keys.ts';
export { openStore, type Store, type StoreOptions, type WriteOptions } from './store.ts';
export type { DepositSwitch } from './switches.ts';
export type { StoredWebhook } from './webhooks.ts';
export { type KnownWorld, WorldReplaced } from './world-times.ts';
export type { StoredSnapshot, WorldSettings } from './worlds.ts';
