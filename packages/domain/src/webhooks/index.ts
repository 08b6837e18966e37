export * from './chaos.ts';
export * from './delivery.ts';
export * from './health.ts';
export * from './webhook.ts';
