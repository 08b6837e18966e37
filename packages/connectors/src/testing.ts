export { type ContractSubject, connectorContract } from './contract.ts';
export { collect, logInFully, scanFully, switchFully, testIo } from './driver.ts';
