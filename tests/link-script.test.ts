import { gzipSync } from 'node:zlib';
import { callbackNames } from '@intarsia/link/protocol';
import { describe, expect, test } from 'vitest';
import { got, linkScript, say, shownFrame } from './src/link-frame.ts';
import {
  account,
  eventually,
  gone,
  KEY,
  linkTests,
  open,
  type ShopWindow,
  said,
} from './src/link-shop.ts';

declare const window: Window & ShopWindow & typeof globalThis;

const { visit, asked } = linkTests();

/** Every option that is no callback. */
const options = [
  ...['linkKey', 'pluginKey', 'apiHost', 'userToken', 'accountId', 'customizationId'],
  ...['linkItems', 'dataPartners', 'excludeLinkItems', 'excludeCategories', 'showCategories'],
  ...['showSearch', 'showCantFindLinkItemAtTop', 'showIntroScreen', 'introTitle', 'introSubtitle'],
  ...['companyName', 'showCloseButton', 'closeOnOutsideClick', 'exitButtonTitle'],
  ...['showBackToSearchButton', 'backToSearchButtonTitle', 'payDistributionUpdateFlow'],
  ...['payDistributionConfig', 'payDistributionItemsOnly', 'payDistributionAutoTrigger'],
  ...['payDistributionReviewScreenTitle', 'payDistributionReviewScreenSubtitle'],
];

test('the script has at most 8 kB', () => {
  expect(gzipSync(linkScript(), { level: 9 }).length).toBeLessThanOrEqual(8_000);
});

describe('a page with a strict content security policy', () => {
  test('opens Link, hears it and closes it without a violation', async () => {
    const page = await visit('/');
    await open(page);
    const frame = await shownFrame(page);

    await say(frame, { type: 'callback', name: 'onAccountConnected', payload: account });
    await page.evaluate(() => window.links[0]?.close());
    await eventually(async () => (await got(frame)).messages).toEqual([{ type: 'close' }]);
    await say(frame, { type: 'close' });
    await gone(page);

    expect(await said(page)).toEqual([['onAccountConnected', account], ['onClose']]);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    expect(asked()).toContain(`/link/frame?key=${KEY}`);
  });

  test('whose style sheets hide everything still shows Link', async () => {
    const page = await visit('/hostile');
    await open(page);
    await shownFrame(page);

    const seen = await page.locator('iframe').evaluate((frame) => {
      const { width, height } = frame.getBoundingClientRect();
      return {
        visible: frame.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }),
        whole: width === innerWidth && height === innerHeight,
      };
    });

    expect(seen).toEqual({ visible: true, whole: true });
  });
});

describe('what the frame is told', () => {
  test.each<[string, object, object]>([
    [
      'nothing but what stands for it',
      {},
      {
        userToken: null,
        linkItems: null,
        showSearch: true,
        showCloseButton: true,
        showIntroScreen: null,
      },
    ],
    [
      'its options',
      {
        userToken: 't.o.k',
        linkItems: ['b', 'a'],
        accountId: 'x',
        payDistributionUpdateFlow: true,
        showIntroScreen: false,
      },
      {
        userToken: 't.o.k',
        linkItems: ['b', 'a'],
        accountId: 'x',
        payDistributionUpdateFlow: true,
        showIntroScreen: false,
      },
    ],
    ['older names', { dataPartners: ['a'] }, { linkItems: ['a'] }],
    ['the newer of two names', { dataPartners: ['a'], linkItems: ['b'] }, { linkItems: ['b'] }],
    [
      'all for an empty list',
      { linkItems: [], userToken: '' },
      { linkItems: null, userToken: null },
    ],
    [
      'nothing of a wrong type',
      { companyName: 7, showSearch: 'no', excludeCategories: 'gig' },
      { companyName: null, showSearch: true, excludeCategories: ['gig'] },
    ],
    [
      'which callbacks there are',
      { onFormSubmitted: 'no function' },
      {
        handles: [
          'onUserCreated',
          'onAccountConnected',
          'onCantFindLinkItemClicked',
          'onExitIntroClicked',
          'onError',
          'onUIEvent',
          'onClose',
        ],
      },
    ],
  ])('is %s', async (_, given, told) => {
    const page = await visit('/');
    await open(page, given);

    expect((await got(await shownFrame(page))).options).toMatchObject(told);
  });

  test('has no member that is unknown, and no secret in a URL', async () => {
    const page = await visit('/');
    await open(page, {
      userToken: 'very.secret.token',
      apiHost: 'https://api.example/v1',
      colour: 'red',
    });
    const { options } = await got(await shownFrame(page));

    expect(options).not.toHaveProperty('colour');
    expect(options).not.toHaveProperty('apiHost');
    expect(asked().join()).not.toContain('secret');
  });

  test('is the key by its older name in the URL', async () => {
    const page = await visit('/');
    await open(page, { linkKey: undefined, pluginKey: 'older key&' });
    await shownFrame(page);

    expect(asked().at(-2)).toBe('/link/frame?key=older%20key%26');
  });
});

describe('what a page may do wrong', () => {
  test('throws out of neither create nor open nor close, whatever the options', async () => {
    const page = await visit('/');
    const { thrown, left } = await page.evaluate(tryOddOptions, [...options, ...callbackNames]);

    expect(thrown).toEqual([]);
    expect(left).toBe(0);
  });

  test('is a callback that is none: Link goes on, and one that throws is told as the fault of the page', async () => {
    const page = await visit('/');
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.evaluate((linkKey) => {
      const onClose = () => {
        throw new Error('of the page');
      };
      const link = window.Intarsia.create({ linkKey, onUIEvent: 'no function', onClose });
      link.open();
      window.links.push(link);
    }, KEY);
    await say(await shownFrame(page), { type: 'callback', name: 'onUIEvent', payload: {} });
    const thrown = await page.evaluate(() => {
      try {
        window.links[0]?.close();
        window.links[0]?.open();
        return undefined;
      } catch (error) {
        return String(error);
      }
    });

    expect(thrown).toBeUndefined();
    await eventually(() => faults).toEqual(['of the page']);
  });

  test('is a new token that is none: it is handed on as an empty one, and not remembered', async () => {
    const page = await visit('/');
    await open(page, { userToken: 'old' });
    const frame = await shownFrame(page);
    await say(frame, { type: 'tokenExpired' });
    await page.waitForFunction(() => 'updateToken' in window);
    await page.evaluate(() => {
      // Safe: a page without a compiler may hand on anything.
      const updateToken = window.updateToken as (odd: unknown) => void;
      for (const odd of [undefined, null, '', 7, { toString: null }]) updateToken(odd);
    });
    const none = { type: 'token', token: '' };
    await eventually(async () => (await got(frame)).messages).toEqual(new Array(5).fill(none));
    await say(frame, { type: 'close' });
    await gone(page);
    await page.evaluate(() => window.links[0]?.open());

    expect((await got(await shownFrame(page))).options).toMatchObject({ userToken: 'old' });
  });
});

/** Runs in the page: all options at once with each odd value, and options that are none. */
function tryOddOptions(names: readonly string[]): { thrown: string[]; left: number } {
  const fail = () => {
    throw new Error('odd');
  };
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const values = [
    ...[null, '', 7, 7n, Number.NaN, true, Symbol('odd'), fail, {}, [], ['\ud800', null]],
    ...['\ud800', '\u0000', '\u202e🧵', 'x'.repeat(200_000), new Array(2 ** 32 - 1)],
    ...[Object.freeze({}), Object.create(null), { toString: null }, new Date(0), revoked.proxy],
  ];
  const getters = Object.fromEntries(names.map((name) => [name, { get: fail }]));
  const given = [
    ...values.map((value) => Object.fromEntries(names.map((name) => [name, value]))),
    ...[undefined, Object.defineProperties({}, getters), new Proxy({}, { get: fail }), ...values],
  ];
  const thrown = given.flatMap((options, at) => {
    try {
      // Safe: a page without a compiler may give anything.
      const link = window.Intarsia.create(options as object);
      link.close();
      link.open();
      link.open();
      link.close();
      return [];
    } catch (error) {
      return [`${at}: ${error}`];
    }
  });
  return { thrown, left: document.querySelectorAll('dialog').length };
}
