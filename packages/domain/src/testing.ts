export {
  type AccountSetup,
  connectedAccount,
  connectingAccount,
  scanningAccount,
} from './testing/accounts.ts';
export { lossCodes, payDistributionCodes, refusalCodes } from './testing/documented-codes.ts';
export { anyJsonObjectText, anyJsonText, deepJsonText } from './testing/json-texts.ts';
export { catalogueItem, formItem, platformItem } from './testing/link-items.ts';
export { countingIds, type ManualClock, manualClock, type Span } from './testing/ports.ts';
