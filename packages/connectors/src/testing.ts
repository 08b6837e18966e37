export { type ContractSubject, connectorContract } from './contract.ts';
export { collect, logInFully, scanFully, testIo } from './driver.ts';
