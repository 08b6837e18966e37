export type { AppRouter } from '@intarsia/api';
export {
  createIntarsia,
  ENVIRONMENT_HEADER,
  type Intarsia,
  type IntarsiaOptions,
  rpcUrl,
} from './intarsia.ts';
export { type Problem, problemOf } from './problems.ts';
