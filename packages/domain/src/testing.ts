export {
  type AccountSetup,
  connectedAccount,
  connectingAccount,
  scanningAccount,
} from './testing/accounts.ts';
export { anyJsonObjectText, anyJsonText, deepJsonText } from './testing/json-texts.ts';
export { catalogueItem, formItem, platformItem } from './testing/link-items.ts';
export { countingIds, type ManualClock, manualClock, type Span } from './testing/ports.ts';
