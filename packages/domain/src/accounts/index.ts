export * from './account.ts';
export * from './availability.ts';
