import type { CallbackName, CallbackPayloads, FrameOptions } from './protocol/index.ts';

/** What a page can be told while somebody uses Link. Each is optional. */
export type LinkCallbacks = {
  readonly [Name in keyof CallbackPayloads]?:
    | (CallbackPayloads[Name] extends undefined
        ? () => void
        : (payload: CallbackPayloads[Name]) => void)
    | undefined;
} & {
  /** The token has expired: get a new one for the same user and hand it to `updateToken`. */
  readonly onTokenExpired?: ((updateToken: (newToken: string) => void) => void) | undefined;
  /** Link was closed, by whomever. */
  readonly onClose?: (() => void) | undefined;
};

/** What a page decides about Link. Whatever is not said follows the link settings. */
export interface LinkOptions extends LinkCallbacks {
  /** Public, one per environment. */
  readonly linkKey?: string | undefined;
  /** @deprecated The older name of `linkKey`. */
  readonly pluginKey?: string | undefined;
  /** Accepted and without effect: Link talks to the server that its script came from. */
  readonly apiHost?: string | undefined;
  /** Of the user who is to connect; empty for a new one. */
  readonly userToken?: string | null | undefined;
  /** Only these, in this order; a single one is opened at once. All when empty. */
  readonly linkItems?: readonly string[] | null | undefined;
  /** @deprecated The older name of `linkItems`. */
  readonly dataPartners?: readonly string[] | null | undefined;
  readonly excludeLinkItems?: readonly string[] | null | undefined;
  readonly excludeCategories?: readonly string[] | null | undefined;
  readonly showCategories?: readonly string[] | null | undefined;
  /** Whether people can search. Yes when not said. */
  readonly showSearch?: boolean | undefined;
  /** An account to open at. */
  readonly accountId?: string | null | undefined;
  /** Which link settings; the environment's default ones when not said. */
  readonly customizationId?: string | null | undefined;
  readonly companyName?: string | null | undefined;
  /** Yes when not said. */
  readonly showCloseButton?: boolean | undefined;
  /** Yes when not said. */
  readonly closeOnOutsideClick?: boolean | undefined;
  readonly exitButtonTitle?: string | null | undefined;
  /** Yes when not said. */
  readonly showBackToSearchButton?: boolean | undefined;
  readonly backToSearchButtonTitle?: string | null | undefined;
  readonly showCantFindLinkItemAtTop?: boolean | undefined;
  readonly showIntroScreen?: boolean | undefined;
  readonly introTitle?: string | null | undefined;
  readonly introSubtitle?: string | null | undefined;
  /** Switch the person's deposits once an account is connected. */
  readonly payDistributionUpdateFlow?: boolean | undefined;
  /** How deposits are to be split, as `POST /v1/pay-distribution-configs/encrypt` gives it. */
  readonly payDistributionConfig?: string | null | undefined;
  /** Show those link items alone where deposits can be switched. */
  readonly payDistributionItemsOnly?: boolean | undefined;
  /** Start the switch without another tap. */
  readonly payDistributionAutoTrigger?: boolean | undefined;
  readonly payDistributionReviewScreenTitle?: string | null | undefined;
  readonly payDistributionReviewScreenSubtitle?: string | null | undefined;
}

/** Options as a page without a compiler may write them. Only what fits is taken, so no type is promised. */
type Given = { readonly [Name in keyof LinkOptions]: unknown };

/** Every callback there is: `satisfies` fails when one is missing. */
const callbackNames = Object.keys({
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
  onExitIntroClicked: 0,
  onError: 0,
  onUIEvent: 0,
  onTokenExpired: 0,
  onClose: 0,
  // Safe: the keys are those of the object, which has each name and no other.
} satisfies Record<CallbackName, 0>) as CallbackName[];

/** The key that Link is to start with. Empty when there is none: the server then refuses it. */
export function linkKeyOf({ linkKey, pluginKey }: Given): string {
  return textOf(linkKey) ?? textOf(pluginKey) ?? '';
}

/** What the frame is told. What is of a wrong type counts as not said. */
export function frameOptionsOf(given: Given): FrameOptions {
  const linkItems = listOf(given.linkItems ?? given.dataPartners);
  return {
    userToken: textOf(given.userToken),
    linkItems: linkItems.length > 0 ? linkItems : null,
    excludeLinkItems: listOf(given.excludeLinkItems),
    excludeCategories: listOf(given.excludeCategories),
    showCategories: listOf(given.showCategories),
    showSearch: given.showSearch !== false,
    accountId: textOf(given.accountId),
    customizationId: textOf(given.customizationId),
    companyName: textOf(given.companyName),
    showCloseButton: given.showCloseButton !== false,
    closeOnOutsideClick: given.closeOnOutsideClick !== false,
    exitButtonTitle: textOf(given.exitButtonTitle),
    showBackToSearchButton: given.showBackToSearchButton !== false,
    backToSearchButtonTitle: textOf(given.backToSearchButtonTitle),
    showCantFindLinkItemAtTop: given.showCantFindLinkItemAtTop === true,
    showIntroScreen: typeof given.showIntroScreen === 'boolean' ? given.showIntroScreen : null,
    introTitle: textOf(given.introTitle),
    introSubtitle: textOf(given.introSubtitle),
    payDistributionUpdateFlow: given.payDistributionUpdateFlow === true,
    payDistributionConfig: textOf(given.payDistributionConfig),
    payDistributionItemsOnly: given.payDistributionItemsOnly === true,
    payDistributionAutoTrigger: given.payDistributionAutoTrigger === true,
    payDistributionReviewScreenTitle: textOf(given.payDistributionReviewScreenTitle),
    payDistributionReviewScreenSubtitle: textOf(given.payDistributionReviewScreenSubtitle),
    handles: callbackNames.filter((name) => typeof given[name] === 'function'),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A single name stands for a list of one. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return textOf(value) === null ? [] : [String(value)];
}
