import type { LinkCallbacks, LinkOptions } from '@intarsia/link';
import type { CallbackName } from '@intarsia/link/protocol';

/** The name of an option that is set by a value. */
export type SettingName = Exclude<keyof LinkOptions, keyof LinkCallbacks>;

/** How an option is set, and what it does. */
export interface Setting {
  readonly kind: 'text' | 'list' | 'choice';
  readonly about: string;
}

/** What was typed or chosen, by the option's name; nothing there means that the option is not given. */
export type Values = Readonly<Partial<Record<SettingName, string>>>;

/** Groups of options, in the order of the page. */
export const groups: Readonly<Record<string, readonly SettingName[]>> = {
  'Who connects': ['linkKey', 'pluginKey', 'userToken', 'accountId', 'apiHost'],
  'What can be found': [
    'linkItems',
    'dataPartners',
    'excludeLinkItems',
    'excludeCategories',
    'showCategories',
    'showSearch',
  ],
  'How it looks': [
    'customizationId',
    'companyName',
    'showIntroScreen',
    'introTitle',
    'introSubtitle',
    'showCloseButton',
    'closeOnOutsideClick',
    'exitButtonTitle',
    'showBackToSearchButton',
    'backToSearchButtonTitle',
    'showCantFindLinkItemAtTop',
  ],
  'Deposit switch': [
    'payDistributionUpdateFlow',
    'payDistributionConfig',
    'payDistributionItemsOnly',
    'payDistributionAutoTrigger',
    'payDistributionReviewScreenTitle',
    'payDistributionReviewScreenSubtitle',
  ],
};

/** Every option that there is: the compiler misses one that is not here. */
export const settings: Readonly<Record<SettingName, Setting>> = {
  linkKey: text('Public, one per environment.'),
  pluginKey: text('The older name of linkKey.'),
  userToken: text('Empty for a new person.'),
  accountId: text('Opens at this account.'),
  apiHost: text('Accepted, without effect.'),
  linkItems: list('Only these, in this order. One is opened at once.'),
  dataPartners: list('The older name of linkItems.'),
  excludeLinkItems: list('Never these.'),
  excludeCategories: list('Never these kinds or lines of business.'),
  showCategories: list('Only these kinds or lines of business.'),
  showSearch: choice('Whether people can search.'),
  customizationId: text('Link settings; the default ones when empty.'),
  companyName: text('Who asks.'),
  showIntroScreen: choice('Whether Link begins with the intro.'),
  introTitle: text('Title of the intro.'),
  introSubtitle: text('Text of the intro.'),
  showCloseButton: choice('Whether there is a button that closes.'),
  closeOnOutsideClick: choice('Whether a click beside Link closes it.'),
  exitButtonTitle: text('Text of the button that leaves.'),
  showBackToSearchButton: choice('Whether one can go back to the search.'),
  backToSearchButtonTitle: text('Text of that button.'),
  showCantFindLinkItemAtTop: choice('Whether “can’t find” stands above the results.'),
  payDistributionUpdateFlow: choice('Switch deposits once an account is connected.'),
  payDistributionConfig: text('Where deposits go, encrypted.'),
  payDistributionItemsOnly: choice('Only items where deposits can be switched.'),
  payDistributionAutoTrigger: choice('Start without another tap.'),
  payDistributionReviewScreenTitle: text('Title of the review.'),
  payDistributionReviewScreenSubtitle: text('Text of the review.'),
};

/** The options as a page would write them. */
export function optionsOf(values: Values): Partial<Record<SettingName, unknown>> {
  const given = Object.entries(values)
    // Safe: the values have the names of options for keys.
    .map(([name, value]) => [name as SettingName, value] as const)
    .filter(([, value]) => value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, parsed(settings[name], value)]));
}

/** The code that opens Link with these options and callbacks. A token is left for the page to fill in. */
export function codeOf(values: Values, callbacks: readonly CallbackName[]): string {
  const options = Object.entries(optionsOf(values)).map(([name, value]) =>
    name === 'userToken' ? '  userToken,' : `  ${name}: ${JSON.stringify(value)},`,
  );
  const handlers = callbacks.map((name) =>
    name === 'onClose' || name === 'onExitIntroClicked'
      ? `  ${name}: () => {},`
      : `  ${name}: (${name === 'onTokenExpired' ? 'updateToken' : 'payload'}) => {},`,
  );
  return ['const link = Intarsia.create({', ...options, ...handlers, '});', 'link.open();'].join(
    '\n',
  );
}

function parsed({ kind }: Setting, value: string): unknown {
  if (kind === 'choice') return value === 'true';
  if (kind === 'text') return value.trim();
  return value.split(/[\s,]+/).filter((one) => one !== '');
}

function text(about: string): Setting {
  return { kind: 'text', about };
}

function list(about: string): Setting {
  return { kind: 'list', about };
}

function choice(about: string): Setting {
  return { kind: 'choice', about };
}
