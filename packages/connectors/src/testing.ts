export { type ContractSubject, connectorContract } from './contract/index.ts';
export { collect, logInFully, scanFully, switchFully, testIo } from './driver.ts';
