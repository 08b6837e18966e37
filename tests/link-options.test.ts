import { callbackNames } from '@intarsia/link/protocol';
import { describe, expect, test } from 'vitest';
import { linkTestsOnOnePage, PATIENT, SLOW, shown } from './src/link-tests.ts';
import { person } from './src/link-world.ts';

const tests = linkTestsOnOnePage();

const LONG = 'x'.repeat(101);
const MANY = new Array(501).fill('walmart');
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
/** The middle of a token that can be read. */
const CLAIMS = btoa('{"user_id":"nobody"}');

describe('what can not be is told as the documented error, and shown with what to do', () => {
  test.each<[error: string, what: string, options: object]>([
    ['invalid_link_key', 'one that is not known', { linkKey: UNKNOWN }],
    ['invalid_link_key', 'one that no header can carry', { linkKey: 'ключ' }],
    ['invalid_link_key', 'one that is endless', { linkKey: 'x'.repeat(200_000) }],
    ['invalid_user_token', 'no token at all', { userToken: 'nonsense' }],
    ['invalid_user_token', 'that of nobody', { userToken: `a.${CLAIMS}.c` }],
    ['invalid_user_token', 'one that no header can carry', { userToken: `ключ.${CLAIMS}.c` }],
    ['invalid_user_token', 'an endless one', { userToken: `a.${CLAIMS}.${'c'.repeat(200_000)}` }],
    ['invalid_link_items', 'none that exists', { linkItems: ['no_such_item'] }],
    ['invalid_link_items', 'a name that nothing can have', { linkItems: [LONG] }],
    ['invalid_link_items', 'too many', { linkItems: MANY }],
    [
      'invalid_link_items',
      'the same that are excluded',
      { linkItems: ['walmart'], excludeLinkItems: ['walmart'] },
    ],
    ['invalid_link_items', 'a category that nothing is of', { showCategories: ['nothing'] }],
    [
      'invalid_link_items',
      'none that can switch deposits, where only such are wanted',
      { linkItems: ['taskheddle'], payDistributionItemsOnly: true },
    ],
    ['invalid_pd_config', 'no config', { payDistributionConfig: 'nonsense' }],
    ['invalid_pd_config', 'none, where one is needed', { payDistributionUpdateFlow: true }],
    ['invalid_pd_config', 'one that is too long', { payDistributionConfig: 'A'.repeat(100_000) }],
    ['invalid_pd_config', 'an endless one', { payDistributionConfig: 'A'.repeat(3_000_000) }],
  ])('%s: %s', { timeout: SLOW }, async (error, _, options) => {
    const link = tests.link();
    await link.again(options);
    await shown(link, 'failed');
    const buttons = await link.frame.locator('.actions button').allTextContents();
    await tests.close();

    expect((await link.said())[0]).toEqual(['onError', { error }]);
    expect(await link.names()).toEqual(['onError', 'error - opened', 'link closed', 'onClose']);
    // A second try could not help.
    expect(buttons).toEqual(['Close']);
  });
});

describe('options that mean nothing open Link as if they were not there', () => {
  /** Every option but those that name whom it is for, with one value. */
  const names = [
    ...['linkItems', 'dataPartners', 'excludeLinkItems', 'excludeCategories', 'showCategories'],
    ...['apiHost', 'accountId', 'customizationId', 'companyName', 'showSearch', 'pluginKey'],
    ...['showCantFindLinkItemAtTop', 'showIntroScreen', 'introTitle', 'introSubtitle'],
    ...['closeOnOutsideClick', 'exitButtonTitle', 'showCloseButton', 'showBackToSearchButton'],
    ...['backToSearchButtonTitle', 'payDistributionConfig', 'payDistributionItemsOnly'],
    ...['payDistributionAutoTrigger', 'payDistributionReviewScreenTitle'],
    ...['payDistributionReviewScreenSubtitle', 'userToken'],
  ];
  const all = (value: unknown) => Object.fromEntries(names.map((name) => [name, value]));
  test.each<[string, object]>([
    ['all null', { ...all(null), ...Object.fromEntries(callbackNames.map((one) => [one, null])) }],
    ['all empty texts', all('')],
    ['all numbers', all(7)],
    ['all objects', all({})],
    ['an unknown account and look', { accountId: LONG, customizationId: LONG.repeat(100) }],
    [
      'names that nobody has',
      { excludeLinkItems: [LONG, '\ud800'], excludeCategories: ['\u0000'] },
    ],
  ])('%s', { timeout: SLOW }, async (_, options) => {
    const link = tests.link();
    await link.again(options);
    await shown(link, 'intro');
    await link.frame.locator('.button-primary').click();
    await link.frame.locator('.row-name').first().waitFor(PATIENT);
    await tests.close();

    expect(tests.faults()).toEqual([]);
  });

  test('texts without end leave the buttons in reach', { timeout: SLOW }, async () => {
    const link = tests.link();
    const words = ['companyName', 'introTitle', 'introSubtitle', 'exitButtonTitle'];
    const endless = Object.fromEntries(words.map((name) => [name, 'x'.repeat(200_000)]));
    await link.again({ ...endless, accountId: LONG.repeat(1_000) });
    await shown(link, 'intro');
    const sizes = await link.frame
      .locator('h1, .button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    await link.frame.locator('.button-primary').click();
    await link.frame.locator('.row-name').first().waitFor(PATIENT);
    await tests.close();

    expect(Math.max(...sizes)).toBeLessThanOrEqual(400);
    expect(tests.faults()).toEqual([]);
  });
});

test('a new token that is none ends Link as one that is not valid', { timeout: SLOW }, async () => {
  const { api } = tests.server();
  const link = tests.link();
  const who = await person(api, { link_item: 'warpride' });
  await api.clock.advance.mutate({ by: 'P31D' });
  for (const odd of [undefined, { toString: null }, 'ключ']) {
    await link.again({ userToken: who.token });
    await expect.poll(link.names, PATIENT).toEqual(['onTokenExpired']);
    await link.updateToken(odd);
    await shown(link, 'failed');
    const refusals = async () => (await link.said()).filter(([name]) => name === 'onError');
    const refusal = ['onError', { error: 'invalid_user_token' }];
    expect(await refusals()).toEqual([refusal]);
    // Nor does one that comes after that make a new person of who is here.
    await link.updateToken(odd);
    await expect.poll(refusals, PATIENT).toEqual([refusal, refusal]);
    await tests.close();
  }
});
