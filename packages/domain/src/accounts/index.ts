export * from './account.ts';
export * from './availability.ts';
export * from './challenges.ts';
export { type AccountChange, type AccountMoment, isFormItem, notBefore } from './changes.ts';
export {
  connectAccount,
  failConnection,
  loseConnection,
  recoverConnection,
  submitCredentials,
} from './connection.ts';
export * from './control.ts';
export * from './creation.ts';
export * from './forms.ts';
export * from './idle.ts';
export * from './pay-distribution.ts';
export * from './scan.ts';
