export type { FirstStart } from './first-start.ts';
export { type FixedCredentials, FixedCredentialsError } from './fixed-credentials.ts';
export {
  type Instance,
  type InstanceOptions,
  openInstance,
  type RpcRequest,
} from './instance.ts';
export { loadMasterKey, MasterKeyError, type MasterKeySource } from './master-key.ts';
export { systemRandom } from './random.ts';
export type { Work } from './work.ts';
