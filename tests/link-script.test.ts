import { gzipSync } from 'node:zlib';
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
