import type { CallbackName } from './callbacks.ts';

/** Every callback there is, in the order in which a first connection causes them: `satisfies` fails when one is missing. */
export const callbackNames = Object.keys({
  onUserCreated: 0,
  onAccountCreated: 0,
  onAccountConnected: 0,
  onAccountUpdated: 0,
  onAccountRemoved: 0,
  onAccountError: 0,
  onPayDistributionSuccess: 0,
  onPayDistributionError: 0,
  onDocumentsSubmitted: 0,
  onFormSubmitted: 0,
  onCantFindLinkItemClicked: 0,
  onTokenExpired: 0,
  onExitIntroClicked: 0,
  onError: 0,
  onUIEvent: 0,
  onClose: 0,
  // Safe: the keys are those of the object, which has each name and no other.
} satisfies Record<CallbackName, 0>) as CallbackName[];
