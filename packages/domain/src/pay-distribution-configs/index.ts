export * from './config.ts';
export { isInSteps, ShareValue, tenThousandthsIn } from './decimals.ts';
export * from './edit.ts';
export * from './fit.ts';
