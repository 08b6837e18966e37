export * from './config.ts';
export { isInSteps, tenThousandthsIn } from './decimals.ts';
export * from './fit.ts';
