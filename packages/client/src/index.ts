export {
  createIntarsia,
  ENVIRONMENT_HEADER,
  type IntarsiaOptions,
  rpcUrl,
} from './intarsia.ts';
export type * from './operations.ts';
export { problemOf } from './problems.ts';
export {
  type VerifiedWebhook,
  verifyWebhook,
  type WebhookDelivery,
  type WebhookFault,
  type WebhookHeaders,
  WebhookVerificationError,
} from './verify-webhook.ts';
export type { WebhookEvent, WebhookEventType } from './webhook-events.ts';
export type { WebhookScheme, WebhookVerdict } from './webhook-verdicts.ts';
