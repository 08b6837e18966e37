export type { AppRouter } from '@intarsia/api';
export type { Account, ApiKey, ErrorCode, LinkItem, Page } from '@intarsia/domain';
export {
  createIntarsia,
  ENVIRONMENT_HEADER,
  type Intarsia,
  type IntarsiaOptions,
  rpcUrl,
} from './intarsia.ts';
export { type Problem, problemOf } from './problems.ts';
