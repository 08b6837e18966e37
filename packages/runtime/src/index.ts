export { openCatalogue } from './catalogue.ts';
export { clockFrom } from './clocks.ts';
export { type DatabaseState, inspectDatabase, migrateDatabase } from './database.ts';
export type { Machine } from './deps.ts';
export type { FirstStart } from './first-start.ts';
export type { FixedCredentials } from './fixed-credentials.ts';
export {
  type Instance,
  type InstanceOptions,
  openInstance,
  type RpcRequest,
} from './instance.ts';
export { findMasterKey, loadMasterKey, type MasterKeySource } from './master-key.ts';
export { OpenError } from './open-error.ts';
export { openOutgoing } from './outgoing/outgoing.ts';
export { seededRandom, systemRandom } from './random.ts';
export { type Work, wholeRound } from './work.ts';
