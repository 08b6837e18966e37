import type { CallbackName } from './callbacks.ts';

/**
 * What the embedding page asked for, as the frame gets it: older names are resolved, and nothing is
 * missing. Null where the link settings or the language decide.
 */
export interface FrameOptions {
  /** As it was given, be it a token or not; null for a new user. */
  readonly userToken: string | null;
  /** In the order of the page; null for all, never empty. */
  readonly linkItems: readonly string[] | null;
  readonly excludeLinkItems: readonly string[];
  readonly excludeCategories: readonly string[];
  /** Empty for all. */
  readonly showCategories: readonly string[];
  readonly showSearch: boolean;
  /** An existing account to open at. */
  readonly accountId: string | null;
  readonly customizationId: string | null;
  readonly companyName: string | null;
  readonly showCloseButton: boolean;
  readonly closeOnOutsideClick: boolean;
  readonly exitButtonTitle: string | null;
  readonly showBackToSearchButton: boolean;
  readonly backToSearchButtonTitle: string | null;
  readonly showCantFindLinkItemAtTop: boolean;
  readonly showIntroScreen: boolean | null;
  readonly introTitle: string | null;
  readonly introSubtitle: string | null;
  readonly payDistributionUpdateFlow: boolean;
  /** Encrypted. */
  readonly payDistributionConfig: string | null;
  readonly payDistributionItemsOnly: boolean;
  readonly payDistributionAutoTrigger: boolean;
  readonly payDistributionReviewScreenTitle: string | null;
  readonly payDistributionReviewScreenSubtitle: string | null;
  /** The callbacks that the page has functions for. */
  readonly handles: readonly CallbackName[];
}
