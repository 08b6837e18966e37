export {
  createIntarsia,
  ENVIRONMENT_HEADER,
  type IntarsiaOptions,
  rpcUrl,
} from './intarsia.ts';
export type * from './operations.ts';
export { problemOf } from './problems.ts';
