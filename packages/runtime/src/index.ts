export { loadMasterKey, MasterKeyError, type MasterKeySource } from './master-key.ts';
