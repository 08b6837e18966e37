export { type Declared, declarationsOf } from './module.ts';
