export * from './cards.ts';
export * from './link-accounts.ts';
export * from './login-fields.ts';
export * from './looks.ts';
export * from './offers.ts';
export * from './origins.ts';
export * from './pay-reviews.ts';
export * from './settings.ts';
