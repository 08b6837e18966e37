import { expect, test } from 'vitest';
import { got, linkFrames, say, shownFrame } from './src/link-frame.ts';
import {
  account,
  dialogs,
  eventually,
  gone,
  linkTests,
  open,
  type ShopWindow,
  said,
} from './src/link-shop.ts';

declare const window: Window & ShopWindow & typeof globalThis;

const { visit } = linkTests();

test('a Link that is open is asked to close by Escape, and taken away when it does not answer', async () => {
  const page = await visit('/');
  await open(page);
  const frame = await shownFrame(page);

  await page.evaluate(() => document.querySelector('dialog')?.focus());
  await page.keyboard.press('Escape');
  await eventually(async () => (await got(frame)).messages).toEqual([{ type: 'close' }]);
  expect(await dialogs(page).count()).toBe(1);
  await page.clock.runFor(1_000);
  await gone(page);

  expect(await said(page)).toEqual([['onClose']]);
});

test('a Link that is open is asked to go back where that closes dialogs, as on phones', async () => {
  const page = await visit('/');
  await open(page);
  const frame = await shownFrame(page);

  await page.evaluate(() => document.querySelector('dialog')?.requestClose());

  await eventually(async () => (await got(frame)).messages).toEqual([{ type: 'back' }]);
  expect(await dialogs(page).count()).toBe(1);
});

test('a Link whose dialog the browser closes says goodbye unseen', async () => {
  const page = await visit('/');
  await open(page);
  const frame = await shownFrame(page);

  await page.evaluate(() => document.querySelector('dialog')?.close());
  await gone(page);
  await eventually(async () => (await got(frame)).messages).toEqual([{ type: 'close' }]);
  await say(frame, { type: 'callback', name: 'onAccountConnected', payload: account });
  await say(frame, { type: 'close' });

  await eventually(() => said(page)).toEqual([['onAccountConnected', account], ['onClose']]);
});

test('a Link opens anew when it is opened while it closes', async () => {
  const page = await visit('/');
  await open(page);
  await shownFrame(page);

  await page.evaluate(() => {
    window.links[0]?.close();
    window.links[0]?.open();
  });
  await shownFrame(page);

  expect(await said(page)).toEqual([['onClose']]);
  expect(await dialogs(page).count()).toBe(1);
});

test('a Link that has something to tell yet gives the page back, and ends once it was told', async () => {
  const page = await visit('/tall');
  await page.getByRole('button').focus();
  await open(page);
  const frame = await shownFrame(page);

  await say(frame, { type: 'leaving' });
  await gone(page);
  const focused = await page.evaluate(() => document.activeElement?.textContent);
  const overflow = await page.evaluate(() => document.documentElement.style.overflow);
  await say(frame, { type: 'callback', name: 'onAccountConnected', payload: account });
  await say(frame, { type: 'close' });
  await eventually(() => linkFrames(page)).toEqual([]);

  expect([focused, overflow]).toEqual(['Connect', '']);
  expect(await said(page)).toEqual([['onAccountConnected', account], ['onClose']]);
});

test('a Link that has something to tell yet and never tells it is taken away', async () => {
  const page = await visit('/');
  await open(page);
  await say(await shownFrame(page), { type: 'leaving' });
  await gone(page);

  await page.clock.runFor(24_000);
  expect(await said(page)).toEqual([]);
  await page.clock.runFor(1_000);

  await eventually(() => said(page)).toEqual([['onClose']]);
  await eventually(() => linkFrames(page)).toEqual([]);
});

test('a Link that is opened again before it has told everything waits for that', async () => {
  const page = await visit('/');
  await open(page);
  const frame = await shownFrame(page);
  await say(frame, { type: 'leaving' });
  await gone(page);
  const again = () => page.evaluate(() => window.links[0]?.open());

  await again();
  await again();
  await dialogs(page).and(page.locator('[aria-busy=true]')).waitFor();
  await say(frame, { type: 'callback', name: 'onAccountConnected', payload: account });
  await say(frame, { type: 'close' });
  await shownFrame(page);

  expect(await said(page)).toEqual([['onAccountConnected', account], ['onClose']]);
  expect(await dialogs(page).count()).toBe(1);
});

test('a Link that is opened again and closed again before it has told everything stays closed', async () => {
  const page = await visit('/');
  await open(page);
  const frame = await shownFrame(page);
  await say(frame, { type: 'leaving' });
  await gone(page);

  await page.evaluate(() => window.links[0]?.open());
  await page.evaluate(() => document.querySelector('dialog')?.requestClose());
  await gone(page);
  await say(frame, { type: 'close' });

  await eventually(() => said(page)).toEqual([['onClose']]);
  await eventually(() => linkFrames(page)).toEqual([]);
});
