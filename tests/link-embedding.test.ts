import { describe, expect, test } from 'vitest';
import { got, linkFrames, say, shownFrame } from './src/link-frame.ts';
import {
  account,
  dialogs,
  eventually,
  gone,
  KEY,
  linkTests,
  open,
  type ShopWindow,
  said,
} from './src/link-shop.ts';

declare const window: Window & ShopWindow & typeof globalThis;

const { visit, asked, linkUrl } = linkTests();

describe('loading', () => {
  test.each([
    ['/argyle', { argyle: 'ours', intarsia: 'object' }],
    ['/taken', { argyle: 1, intarsia: 'object' }],
    ['/module', { argyle: 'ours', intarsia: 'object' }],
  ])('at %s defines what is free', async (path, expected) => {
    const page = await visit(path);

    const defined = await page.evaluate(() => ({
      argyle: window.Argyle === window.Intarsia ? 'ours' : window.Argyle,
      intarsia: typeof window.Intarsia,
    }));

    expect(defined).toEqual(expected);
    await open(page);
    await shownFrame(page);
  });

  test('twice changes nothing', async () => {
    const page = await visit('/twice');

    expect(await page.evaluate(() => window.first === window.Intarsia)).toBe(true);
  });

  test('in the head opens Link once there is a page, and not when it was closed again', async () => {
    const page = await visit('/early');
    await shownFrame(page);

    expect(await page.evaluate(() => window.early)).toEqual([true]);
    expect(await dialogs(page).count()).toBe(1);
    expect(asked()).not.toContain('/link/frame?key=never');
  });
});

describe('a Link that is open', () => {
  test('has a name, and keeps the focus and the page', async () => {
    const page = await visit('/tall');
    await page.getByRole('button').focus();
    await page.evaluate(() => scrollTo(0, 300));

    await open(page);
    const waiting = await dialogs(page).getAttribute('aria-label');
    await shownFrame(page);

    expect(waiting).toBe('Connect an account');
    await page.getByRole('dialog', { name: 'Conectar una cuenta' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
    await page.mouse.move(20, 20);
    await page.mouse.wheel(0, 500);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await page.evaluate(() => scrollY)).toBe(300);
  });

  test('gives focus, scrolling and style back as they were', async () => {
    const page = await visit('/tall');
    const look = () =>
      page.evaluate(() => [
        document.documentElement.getAttribute('style'),
        document.documentElement.getAttributeNames().length,
        document.body.children.length,
        document.body.clientWidth,
      ]);
    await page.evaluate(() => {
      document.documentElement.style.overflow = 'clip auto';
    });
    const before = await look();
    await page.getByRole('button').focus();
    await open(page);
    const width = (await look())[3];

    await say(await shownFrame(page), { type: 'close' });
    await gone(page);

    expect(width).toBe(before[3]);
    expect((await look()).map((value) => (value === '' ? null : value))).toEqual(before);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Connect');
    expect(await said(page)).toEqual([['onClose']]);
  });

  test('stays as it is when it is opened again', async () => {
    const page = await visit('/');
    await open(page);
    await shownFrame(page);

    await page.evaluate(() => window.links[0]?.open());

    expect(linkFrames(page)).toHaveLength(1);
  });

  test('goes with the content of the page, and leaves it in order', async () => {
    const page = await visit('/tall');
    await open(page);
    await shownFrame(page);

    await page.evaluate(() => document.body.replaceChildren('Another page'));

    await eventually(() => said(page)).toEqual([['onClose']]);
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('');
  });
});

test('links beside each other do not disturb each other', async () => {
  const page = await visit('/tall');
  await open(page, { linkKey: 'one' });
  await shownFrame(page);
  await open(page, { linkKey: 'two' });
  await eventually(() => page.locator('iframe[title="Conectar una cuenta"]').count()).toBe(2);
  const [one, two] = linkFrames(page);
  if (!one || !two) throw new Error('there are two frames');

  await say(two, { type: 'callback', name: 'onCantFindLinkItemClicked', payload: 'a bakery' });
  await say(one, { type: 'close' });
  await eventually(() => dialogs(page).count()).toBe(1);
  const between = await page.evaluate(() => document.documentElement.style.overflow);
  await say(two, { type: 'close' });
  await gone(page);

  expect(between).toBe('hidden');
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('');
  expect(await said(page)).toEqual([
    ['onCantFindLinkItemClicked', 'a bakery'],
    ['onClose'],
    ['onClose'],
  ]);
});

test('create, close, create and open leave one Link', async () => {
  const page = await visit('/');
  await page.evaluate((linkKey) => {
    const first = window.Intarsia.create({ linkKey });
    first.open();
    first.close();
    first.close();
    window.Intarsia.create({ linkKey }).open();
  }, KEY);
  await shownFrame(page);

  expect(linkFrames(page)).toHaveLength(1);
});

describe('callbacks', () => {
  test('come as the frame sends them, with their payload or with none', async () => {
    const page = await visit('/');
    await open(page);
    const frame = await shownFrame(page);
    const event = { name: 'intro - opened', properties: { deepLink: false } };

    await say(frame, { type: 'callback', name: 'onExitIntroClicked', payload: undefined });
    await say(frame, { type: 'callback', name: 'onUIEvent', payload: event });
    await say(frame, { type: 'callback', name: 'onFormSubmitted', payload: account });
    await say(frame, { type: 'callback', name: 'onError', payload: { error: 'invalid_link_key' } });

    await eventually(() => said(page)).toEqual([
      ['onExitIntroClicked'],
      ['onUIEvent', event],
      ['onError', { error: 'invalid_link_key' }],
    ]);
  });

  test('that throw keep nothing from going on', async () => {
    const page = await visit('/');
    await page.evaluate((linkKey) => {
      const onUIEvent = () => {
        throw new Error('of the page');
      };
      window.Intarsia.create({ linkKey, onUIEvent, onClose: () => window.said.push(['x']) }).open();
    }, KEY);
    const frame = await shownFrame(page);

    await say(frame, { type: 'callback', name: 'onUIEvent', payload: {} });
    await say(frame, { type: 'close' });

    await eventually(() => said(page)).toEqual([['x']]);
  });
});

describe('a token', () => {
  test('that expired is replaced, and the new one is remembered', async () => {
    const page = await visit('/');
    await open(page, { userToken: 'old' });
    const frame = await shownFrame(page);
    await say(frame, { type: 'tokenExpired' });
    await page.waitForFunction(() => 'updateToken' in window);

    await page.evaluate(() => window.updateToken('new'));
    await eventually(async () => (await got(frame)).messages).toEqual([
      { type: 'token', token: 'new' },
    ]);
    await frame.evaluate(() => location.reload());

    await eventually(
      async () => (await got(await shownFrame(page)).catch(() => undefined))?.options,
    ).toMatchObject({ userToken: 'new' });
  });

  test('of a new user is used when Link is opened again', async () => {
    const page = await visit('/');
    await open(page);
    const frame = await shownFrame(page);
    await say(frame, {
      type: 'callback',
      name: 'onUserCreated',
      payload: { userId: 'u', userToken: 'fresh' },
    });
    await say(frame, { type: 'close' });
    await gone(page);

    await page.evaluate(() => window.links[0]?.open());

    expect((await got(await shownFrame(page))).options).toMatchObject({ userToken: 'fresh' });
  });
});

describe('messages', () => {
  test.each<[string, object]>([
    ['a greeting of another version', { type: 'intarsia:ready', v: 2, id: 'x' }],
    ['a greeting without an id', { type: 'intarsia:ready', v: 1 }],
    ['nothing', {}],
  ])('from the frame with %s are ignored', async (_, message) => {
    const page = await visit('/');
    await open(page);
    const frame = await shownFrame(page);

    await frame.evaluate((sent) => parent.postMessage(sent, '*'), message);
    await frame.evaluate(() => parent.postMessage({ type: 'intarsia:ready', v: 1, id: 'n' }, '*'));

    // The greeting that counts came last, and only that one was answered.
    await eventually(() =>
      frame.evaluate(() => (window as unknown as { greetings: number }).greetings),
    ).toBe(2);
  });

  test('that look like the frame and come from the page are ignored', async () => {
    const page = await visit('/');
    await open(page);
    const frame = await shownFrame(page);

    await page.evaluate(() => postMessage({ type: 'intarsia:ready', v: 1, id: 'forged' }, '*'));
    await page.evaluate(() => postMessage({ type: 'close' }, '*'));
    await say(frame, { type: 'callback', name: 'onExitIntroClicked', payload: undefined });

    await eventually(() => said(page)).toEqual([['onExitIntroClicked']]);
    expect(await dialogs(page).count()).toBe(1);
  });

  test('from a frame that went to another site are not answered', async () => {
    const page = await visit('/', { bypassCSP: true });
    await page.clock.pauseAt(Date.now() + 60_000);
    const elsewhere = linkUrl().replace('localhost', '127.0.0.1');
    await page.route('**/link/frame?*', (route) =>
      route.fulfill({ status: 302, headers: { location: `${elsewhere}/elsewhere` } }),
    );
    await open(page, { userToken: 'secret' });

    await page.clock.runFor(30_000);

    await eventually(() => said(page)).toEqual([['onError', { error: 'generic' }]]);
    const stranger = page.frames().find((frame) => frame.url().startsWith(elsewhere));
    expect(await stranger?.evaluate(() => 'greetings' in window)).toBe(false);
  });
});

describe('a frame that can not be reached', () => {
  test('is told of in the language of the browser, and can be tried again', async () => {
    const page = await visit('/', { locale: 'fr-CA' });
    await page.route('**/link/frame?*', (route) => route.abort(), { times: 1 });
    await open(page);
    await page.waitForFunction(() => document.querySelector('iframe'));
    await eventually(async () => {
      await page.clock.runFor(1_000);
      return page.getByRole('alert').count();
    }).toBe(1);

    const words = await page.getByRole('alert').textContent();
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await shownFrame(page);

    expect(words).toContain('La connexion est impossible pour le moment.');
    expect(focused).toBe('Réessayer');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await said(page)).toEqual([['onError', { error: 'generic' }]]);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });

  test('can be closed, by a button as by Escape', async () => {
    const page = await visit('/');
    await page.route('**/link/frame?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Connect' }).focus();
    await open(page);
    await page.keyboard.press('Escape');
    await gone(page);
    const after = await page.evaluate(() => document.activeElement?.textContent);
    await page.evaluate(() => window.links[0]?.open());
    await page.clock.runFor(30_000);

    await page.getByRole('button', { name: 'Close' }).click();
    await gone(page);

    expect(after).toBe('Connect');
    expect((await said(page)).filter(([name]) => name === 'onClose')).toHaveLength(2);
  });
});
