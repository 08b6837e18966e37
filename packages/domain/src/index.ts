export * from './errors.ts';
export * from './json.ts';
export * from './ports.ts';
export * from './values.ts';
