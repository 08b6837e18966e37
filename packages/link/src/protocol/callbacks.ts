/** Why Link cannot start or go on, as `onError` tells it. */
export type ToldError =
  | 'invalid_link_key'
  | 'invalid_user_token'
  | 'expired_user_token'
  | 'invalid_link_items'
  | 'invalid_pd_config'
  | 'generic';

/** What pages may look for. This Link never tells the three that stand here: the guide to Link says why. */
export type WidgetError =
  | ToldError
  | 'callback_undefined'
  | 'card_issuer_unavailable'
  | 'unsupported_android_version';

/** The account that something happened to. */
export interface LinkedAccount {
  readonly accountId: string;
  readonly userId: string;
  readonly linkItemId: string;
}

/** The account that a person sent documents or a form for. */
export interface SubmittedFor {
  readonly accountId: string;
  readonly userId: string;
}

/** Known of every step; null while there is nothing to name. */
interface StepProperties {
  readonly linkItem: string | null;
  readonly accountId: string | null;
  readonly userId: string | null;
  /** Link was opened for one link item or one account. */
  readonly deepLink: boolean;
}

/** What was in the search field, and which kind of link items was shown. */
interface SearchProperties extends StepProperties {
  readonly term: string;
  readonly tab: string;
}

/** Each step with what is told about it. */
interface StepsOfUi {
  'intro - opened': StepProperties;
  'search - opened': StepProperties;
  'search - term updated': SearchProperties;
  'search - link item selected': SearchProperties;
  /** `errorCode` after a failed try. */
  'login - opened': StepProperties & { readonly errorCode?: string };
  'login - form submitted': StepProperties;
  'mfa - opened': StepProperties;
  'success - opened': StepProperties;
  'pd success - opened': StepProperties;
  'error - opened': StepProperties & { readonly errorType: string };
  'link closed': StepProperties;
}

/** A step that a person came to. */
export type UiEvent = {
  [Name in keyof StepsOfUi]: { readonly name: Name; readonly properties: StepsOfUi[Name] };
}[keyof StepsOfUi];

/** What each callback is given that the frame sends; `undefined` for those that get nothing. */
export interface CallbackPayloads {
  /** Comes before the first connection is tried. */
  onUserCreated: { readonly userId: string; readonly userToken: string };
  /** Credentials were submitted, the account exists. */
  onAccountCreated: LinkedAccount;
  /** The login was accepted. */
  onAccountConnected: LinkedAccount;
  /** The credentials of an existing account were changed. */
  onAccountUpdated: LinkedAccount;
  /** Access was revoked in Link. */
  onAccountRemoved: LinkedAccount;
  /** The login failed. */
  onAccountError: LinkedAccount;
  onPayDistributionSuccess: LinkedAccount;
  onPayDistributionError: LinkedAccount;
  onDocumentsSubmitted: SubmittedFor;
  onFormSubmitted: SubmittedFor;
  /** The text that found nothing. Link closes. */
  onCantFindLinkItemClicked: string;
  onExitIntroClicked: undefined;
  onError: { readonly error: WidgetError };
  onUIEvent: UiEvent;
}

/** The name of a callback that the frame causes. */
export type FrameCallback = keyof CallbackPayloads;

/** The name of any callback. The script itself calls `onClose`, and `onTokenExpired` with a function. */
export type CallbackName = FrameCallback | 'onTokenExpired' | 'onClose';
