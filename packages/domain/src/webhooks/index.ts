export * from './delivery.ts';
export * from './webhook.ts';
