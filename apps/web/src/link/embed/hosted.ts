import { allowsOrigin } from '@intarsia/domain';
import type { FrameOptions } from '@intarsia/link/protocol';
import type { Host } from './host.ts';

/** What a page that stands alone is opened with, besides its link key. */
export interface HostedAddress {
  readonly key: string | undefined;
  /** Where to go in the end; whether that is allowed is only known later. */
  readonly redirect_url: string | undefined;
  readonly options: FrameOptions;
}

/** What a page asks for that asks for nothing. */
export const plainOptions: FrameOptions = {
  userToken: null,
  linkItems: null,
  excludeLinkItems: [],
  excludeCategories: [],
  showCategories: [],
  showSearch: true,
  accountId: null,
  customizationId: null,
  companyName: null,
  showCloseButton: true,
  closeOnOutsideClick: false,
  exitButtonTitle: null,
  showBackToSearchButton: true,
  backToSearchButtonTitle: null,
  showCantFindLinkItemAtTop: false,
  showIntroScreen: null,
  introTitle: null,
  introSubtitle: null,
  payDistributionUpdateFlow: false,
  payDistributionConfig: null,
  payDistributionItemsOnly: false,
  payDistributionAutoTrigger: false,
  payDistributionReviewScreenTitle: null,
  payDistributionReviewScreenSubtitle: null,
  handles: [],
};

/** Reads the address of a page that stands alone: the token stands in the fragment, which no server sees. */
export function readAddress({ search, hash }: Pick<Location, 'search' | 'hash'>): HostedAddress {
  const query = new URLSearchParams(search);
  const secret = new URLSearchParams(hash.slice(1));
  const items = query.getAll('link_item');
  const config = secret.get('pay_distribution_config');
  return {
    key: query.get('key') ?? undefined,
    redirect_url: query.get('redirect_url') ?? undefined,
    options: {
      ...plainOptions,
      userToken: secret.get('token'),
      linkItems: items.length > 0 ? items : null,
      accountId: query.get('account'),
      customizationId: query.get('customization_id'),
      payDistributionConfig: config,
      payDistributionUpdateFlow: config !== null,
    },
  };
}

/** Where a page that stands alone leads in the end: back, if that origin may open Link. */
export function wayBack(
  allowed: readonly string[],
  redirect_url: string | undefined,
): string | undefined {
  if (redirect_url === undefined || !URL.canParse(redirect_url)) return undefined;
  const { origin, protocol, href } = new URL(redirect_url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && allowsOrigin(allowed, origin) ? href : undefined;
}

/** What a page that stands alone does for itself. */
export interface Alone {
  readonly leave: () => void;
  /** Keeps the token of the person that Link has made. */
  readonly keepToken: (token: string) => void;
}

/** The host of a page that stands alone: nobody listens, and leaving leads somewhere. */
export function standingAlone(options: FrameOptions, { leave, keepToken }: Alone): Host {
  return {
    options,
    origin: undefined,
    say(message) {
      if (message.type === 'close') leave();
      if (message.type === 'callback' && message.name === 'onUserCreated') {
        keepToken(message.payload.userToken);
      }
    },
    onMessage() {},
  };
}

/** Who is around a frame that nobody greets: no origin that may open Link, so that none can pass for a page of its own. */
export const nobody: Host = {
  options: plainOptions,
  origin: 'null',
  say() {},
  onMessage() {},
};
