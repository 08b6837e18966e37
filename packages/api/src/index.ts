export { jwks } from './clients/jwks.ts';
export {
  type ClientMakers,
  insertClient,
  type NewClientParts,
  newClientParts,
} from './clients/new-client.ts';
export { openFeed } from './events/feed.ts';
export { createFileHandler } from './files/door.ts';
export { FILES_PREFIX } from './files/signed-links.ts';
export { forgetOld } from './jobs/forget-old.ts';
export { runDueJobs } from './jobs/run.ts';
export * from './kernel/index.ts';
export { frameAncestors } from './link/open.ts';
export * from './openapi/index.ts';
export { newSignInToken, signInLinkOf, signInUrl } from './operators/sign-in-links.ts';
export { type AppRouter, allOperations, appRouter, openApi, operations } from './root.ts';
export { exportWorld } from './sandbox/export.ts';
export type { BuiltInScenario } from './scenarios/built-in.ts';
export { type Company, type Courier, sendCouriers } from './webhooks/courier.ts';
