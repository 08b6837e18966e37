import {
  type CallbackPayloads,
  callbackNames,
  type FrameOptions,
  MOST_NAMES,
} from './protocol/index.ts';

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
export type Given = { readonly [Name in keyof LinkOptions]: unknown };

/** An option as it was given; not said where even looking at it fails. */
export function saidIn(given: Given, name: keyof LinkOptions): unknown {
  try {
    return given[name];
  } catch {
    return undefined;
  }
}

/** How long a text that people read may be; the link settings have the same bound. */
const MOST_LETTERS = 300;

/** The key that Link is to start with. Empty when nothing was given that can be one: the server then refuses it. */
export function linkKeyOf(given: Given): string {
  const key = textOf(saidIn(given, 'linkKey')) ?? textOf(saidIn(given, 'pluginKey')) ?? '';
  return /^[ -~]{1,100}$/.test(key) ? key : '';
}

/** What the frame is told. What is of a wrong type counts as not said. */
export function frameOptionsOf(given: Given): FrameOptions {
  const text = (name: keyof LinkOptions) => textOf(saidIn(given, name));
  const words = (name: keyof LinkOptions) => text(name)?.slice(0, MOST_LETTERS) ?? null;
  const is = (name: keyof LinkOptions) => saidIn(given, name) === true;
  const isNot = (name: keyof LinkOptions) => saidIn(given, name) === false;
  const list = (name: keyof LinkOptions) => namesIn(saidIn(given, name));
  const linkItems = namesIn(saidIn(given, 'linkItems') ?? saidIn(given, 'dataPartners'));
  const showIntroScreen = saidIn(given, 'showIntroScreen');
  return {
    userToken: text('userToken'),
    linkItems: linkItems.length > 0 ? linkItems : null,
    excludeLinkItems: list('excludeLinkItems'),
    excludeCategories: list('excludeCategories'),
    showCategories: list('showCategories'),
    showSearch: !isNot('showSearch'),
    accountId: text('accountId'),
    customizationId: text('customizationId'),
    companyName: words('companyName'),
    showCloseButton: !isNot('showCloseButton'),
    closeOnOutsideClick: !isNot('closeOnOutsideClick'),
    exitButtonTitle: words('exitButtonTitle'),
    showBackToSearchButton: !isNot('showBackToSearchButton'),
    backToSearchButtonTitle: words('backToSearchButtonTitle'),
    showCantFindLinkItemAtTop: is('showCantFindLinkItemAtTop'),
    showIntroScreen: typeof showIntroScreen === 'boolean' ? showIntroScreen : null,
    introTitle: words('introTitle'),
    introSubtitle: words('introSubtitle'),
    payDistributionUpdateFlow: is('payDistributionUpdateFlow'),
    payDistributionConfig: text('payDistributionConfig'),
    payDistributionItemsOnly: is('payDistributionItemsOnly'),
    payDistributionAutoTrigger: is('payDistributionAutoTrigger'),
    payDistributionReviewScreenTitle: words('payDistributionReviewScreenTitle'),
    payDistributionReviewScreenSubtitle: words('payDistributionReviewScreenSubtitle'),
    handles: callbackNames.filter((name) => typeof saidIn(given, name) === 'function'),
  };
}

/** The text, if it is one; null when there is nothing in it. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A single name stands for a list of one. What is no name, in a list of names, stands for one that nobody has. */
function namesIn(value: unknown): string[] {
  try {
    if (!Array.isArray(value)) return textOf(value) === null ? [] : [String(value)];
    // However long it says that it is: the frame refuses more than it takes.
    const names: unknown[] = value.slice(0, MOST_NAMES + 1);
    return Array.from(names, (name) => textOf(name) ?? '');
  } catch {
    return [];
  }
}
