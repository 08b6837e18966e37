export { createTestIntarsia } from './create.ts';
export type {
  AccountOrId,
  ConnectInput,
  DurationParts,
  EventFilter,
  EventLog,
  EventOf,
  EventType,
  TestClock,
  TestIntarsia,
  TestIntarsiaOptions,
  TestSandbox,
} from './face.ts';
export type {
  ReceivedWebhook,
  SubscribeOptions,
  TestWebhooks,
  WebhookInbox,
} from './webhook-face.ts';
