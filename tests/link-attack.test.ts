import { networkInterfaces } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './src/browser.ts';
import { linkFrames } from './src/link-frame.ts';
import { type LinkServer, person, startLink } from './src/link-world.ts';
import { openSite, type Site } from './src/site.ts';

/** A browser on a busy machine takes its time. */
const SLOW = 120_000;
const PATIENT = { timeout: 20_000 };

let browser: Browser;
let server: LinkServer;
let friend: Site;
let attacker: Site;
let token: string;
let same: ReturnType<typeof pages>;
const undo: (() => Promise<unknown>)[] = [];

/** A page that opens Link by its script, one that frames it by hand, and one that also greets it. */
const pages = (url: string, key: string) => {
  const greeting = `addEventListener('message', ({ data, source }) => {
    if (data.type !== 'intarsia:ready') return;
    const { port1, port2 } = new MessageChannel();
    window.heard = [];
    port1.onmessage = ({ data }) => window.heard.push(data);
    const options = { handles: [], linkItems: null, excludeLinkItems: [], excludeCategories: [],
      showCategories: [], accountId: null, payDistributionConfig: null,
      userToken: new URLSearchParams(location.search).get('token') };
    source.postMessage({ type: 'intarsia:open', v: 1, options }, '*', [port2]);
  });`;
  const framing = `const asked = new URLSearchParams(location.search);
    const frame = document.createElement('iframe');
    frame.src = '${url}/link/frame?key=' + asked.get('key') + '#token=' + asked.get('token');
    document.body.append(frame);`;
  const body = (code: string) => ({ body: `<!doctype html><body><script>${code}</script>` });
  return {
    '/script': {
      body: `<!doctype html><body><script src="${url}/link/v3.js"></script><script>
        window.heard = [];
        Intarsia.create({ linkKey: '${key}', onError: (said) => heard.push(said) }).open();
      </script>`,
    },
    '/frame': body(framing),
    '/greet': body(greeting + framing),
  };
};

beforeAll(async () => {
  server = await startLink();
  browser = await openBrowser();
  same = pages(server.url, server.link_key);
  friend = await openSite('localhost', same);
  attacker = await openSite('127.0.0.1', same);
  await allow(friend.url);
  token = (await person(server.api, { link_item: 'warpride' })).token;
}, SLOW);
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([server.stop(), friend.close(), attacker.close()]);
});

const allow = (...allowed_origins: string[]) =>
  server.api.linkKeys.update.mutate({ id: server.link_key, allowed_origins });

async function visit(
  site: Site,
  place: string,
  { key = server.link_key, timed = false }: { key?: string; timed?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US' });
  undo.push(() => context.close());
  if (timed) await context.clock.install();
  const page = await context.newPage();
  const query = new URLSearchParams({ key: encodeURIComponent(key), token });
  await page.goto(`${site.url}${place}?${query}`);
  return page;
}

/** Not every machine has such an address. */
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

const screenOf = (page: Page) =>
  page
    .frameLocator('iframe')
    .locator('[data-screen]')
    .getAttribute('data-screen', { timeout: 20_000 });
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: unknown }).heard);

describe('the same page', () => {
  test('works on an origin that may embed Link', { timeout: SLOW }, async () => {
    expect(await screenOf(await visit(friend, '/script'))).toBe('intro');
    expect(await screenOf(await visit(friend, '/greet'))).toBe('manager');
  });

  test('is told that nothing can be shown on any other', { timeout: SLOW }, async () => {
    const page = await visit(attacker, '/script');

    await expect.poll(() => heard(page), PATIENT).toEqual([{ error: 'generic' }]);
  });
});

describe.runIf(hasIpv6)('a page at an IPv6 address of this machine', () => {
  test('works where it may embed Link, and gets nothing where it may not', {
    timeout: SLOW,
  }, async () => {
    const [near, other] = [await openSite('[::1]', same), await openSite('[::1]', same)];
    undo.push(near.close, other.close);
    await allow(friend.url, near.url);

    expect(await screenOf(await visit(near, '/script'))).toBe('intro');
    expect(await screenOf(await visit(near, '/greet'))).toBe('manager');
    const page = await visit(other, '/greet');
    await expect.poll(() => page.frames().at(1)?.url(), PATIENT).toMatch(/^chrome-error:/);
    expect(await heard(page)).toBeUndefined();
  });
});

describe('an attacker who frames Link', () => {
  test.each([
    ['as it is', (key: string) => key],
    ['behind a space', (key: string) => ` ${key}`],
    ['before a space', (key: string) => `${key} `],
    ['behind a space that is none in a URL', (key: string) => `\u00a0${key}`],
  ])('with the key %s is refused by the browser', { timeout: SLOW }, async (_, written) => {
    const page = await visit(attacker, '/greet', { key: written(server.link_key) });

    await expect.poll(() => page.frames().at(1)?.url(), PATIENT).toMatch(/^chrome-error:/);
    expect(await heard(page)).toBeUndefined();
  });

  test('with a key that is none is told so, and gets nothing of a person', {
    timeout: SLOW,
  }, async () => {
    const page = await visit(attacker, '/greet', { key: 'none' });

    expect(await screenOf(page)).toBe('failed');
    expect(JSON.stringify(await heard(page))).toContain('invalid_link_key');
    expect(linkFrames(page)).toHaveLength(1);
  });
});

test('a frame that nobody greets does not pass for a page of its own', {
  timeout: SLOW,
}, async () => {
  const page = await visit(friend, '/frame', { timed: true });
  // It waits for a greeting before it says anything.
  await page.frameLocator('iframe').locator('#root').waitFor({ state: 'attached' });
  await page.clock.runFor(11_000);

  expect(await screenOf(page)).toBe('failed');
  expect(await page.frameLocator('iframe').locator('body').textContent()).not.toContain('Warpride');
});
