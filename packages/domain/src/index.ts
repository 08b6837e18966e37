export * from './connection-errors.ts';
export * from './connectors.ts';
export * from './errors.ts';
export * from './json.ts';
export * from './link-items.ts';
export * from './pay-distribution-errors.ts';
export * from './ports.ts';
export * from './values.ts';
