export * from './connect-script.ts';
export { scenarioSchema } from './json-schema.ts';
export * from './later-script.ts';
export * from './listed.ts';
export * from './pay-distribution-script.ts';
export * from './scan-script.ts';
export * from './scenario.ts';
export { afterSpan, millisecondsOf, type Span } from './spans.ts';
