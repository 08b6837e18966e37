export { type RunOptions, runDueJobs } from './jobs/run.ts';
export * from './kernel/index.ts';
export * from './openapi/index.ts';
export { type AppRouter, allOperations, appRouter, openApi, operations } from './root.ts';
