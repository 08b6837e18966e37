import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { EmbeddedLink } from './src/link-embedded.ts';
import { goOn, heading, typeLogin } from './src/link-page.ts';
import { linkTests, PATIENT, SLOW, shown } from './src/link-tests.ts';
import { person } from './src/link-world.ts';
import { openSite } from './src/site.ts';

const { server, newPage, later, embed } = linkTests();

/** Keeps the answers of a call back until they are let go. */
function hold(call: string) {
  let asked = 0;
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  later(async () => letGo());
  return {
    on: (page: Page) =>
      page.route(`**/trpc/${call}*`, async (route) => {
        const response = await route.fetch();
        asked += 1;
        await free;
        await route.fulfill({ response }).catch(() => {});
      }),
    letGo,
    isAsked: () => expect.poll(() => asked, PATIENT).toBe(1),
    asked: () => asked,
  };
}

/** Types a login into an embedded Link and sends it off. */
async function submit({ frame }: EmbeddedLink): Promise<void> {
  await frame.locator('input[name="username"]').fill('test_1');
  const password = frame.locator('input[name="password"]');
  await password.fill('passgood');
  // By the keyboard: a frame that was shown just now does not get every click yet.
  await password.press('Enter');
}

const atLogin = { linkItems: ['warpride'], showIntroScreen: false };
const callbacks = async (link: EmbeddedLink) =>
  (await link.names()).filter((name) => name.startsWith('on') || name === 'link closed');

describe('closed while a login is sent', () => {
  test('the page has itself back at once, and hears of the account', {
    timeout: SLOW,
  }, async () => {
    const connect = hold('link.connect');
    const link = await embed({ ...atLogin, prepare: connect.on });
    const { page, frame } = link;
    await submit(link);
    await connect.isAsked();
    await frame.getByRole('button', { name: 'Close' }).press('Enter');
    await page.getByRole('button', { name: 'Connect' }).click(PATIENT);
    const meanwhile = await callbacks(link);
    connect.letGo();
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect(meanwhile).toEqual(['onUserCreated']);
    // The login may have ended by then, or not.
    expect((await callbacks(link)).filter((name) => name !== 'onAccountConnected')).toEqual([
      'onUserCreated',
      'onAccountCreated',
      'link closed',
      'onClose',
    ]);
    const said = Object.fromEntries(await link.said());
    const { results } = await server().api.accounts.list.query({
      user: Object(said.onUserCreated).userId,
    });
    expect(results.map(({ id }) => id)).toEqual([Object(said.onAccountCreated).accountId]);
    expect(await page.locator('iframe').count()).toBe(0);
  });

  test('before there is a user, the page hears of the user, and no login is begun', {
    timeout: SLOW,
  }, async () => {
    const [createUser, connect] = [hold('link.createUser'), hold('link.connect')];
    const prepare = (page: Page) => Promise.all([createUser.on(page), connect.on(page)]);
    const link = await embed({ ...atLogin, prepare });
    await submit(link);
    await createUser.isAsked();
    await link.page.evaluate(() => document.querySelector('dialog')?.requestClose());
    createUser.letGo();
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect(await callbacks(link)).toEqual(['onUserCreated', 'link closed', 'onClose']);
    expect(connect.asked()).toBe(0);
  });

  test('is over for the page when no answer comes in time', { timeout: SLOW }, async () => {
    const connect = hold('link.connect');
    const link = await embed({ ...atLogin, timed: true, prepare: connect.on });
    await submit(link);
    await connect.isAsked();
    await link.frame.getByRole('button', { name: 'Close' }).press('Enter');
    await link.page.locator('dialog[data-intarsia-link]').waitFor({ state: 'detached' });
    await link.page.clock.fastForward(18_000);
    const meanwhile = await callbacks(link);
    await link.page.clock.fastForward(2_000);
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect(meanwhile).toEqual(['onUserCreated']);
    expect(await callbacks(link)).toEqual(['onUserCreated', 'link closed', 'onClose']);
  });

  test('a page of its own leads back once the login has arrived', { timeout: SLOW }, async () => {
    const done = { '/done': { body: '<!doctype html><h1>Done</h1>' } };
    const site = await openSite('localhost', done);
    later(site.close);
    const who = await person(server().api);
    const page = await newPage();
    const connect = hold('link.connect');
    await connect.on(page);
    const query = new URLSearchParams({
      key: server().link_key,
      link_item: 'warpride',
      redirect_url: `${site.url}/done`,
    });
    await page.goto(`${server().url}/link?${query}#token=${who.token}`);
    await goOn(page);
    await typeLogin(page);
    await goOn(page);
    await connect.isAsked();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('What you sent is still on its way.').waitFor(PATIENT);
    const waiting = [await heading(page), site.asked.length];
    connect.letGo();
    await page.waitForURL(`${site.url}/done`);

    expect(waiting).toEqual(['One moment', 0]);
  });
});

test('a token that has ended before Link is open is waited for in peace, and counts whenever it comes', {
  timeout: SLOW,
}, async () => {
  const who = await person(server().api, { link_item: 'warpride' });
  await server().api.clock.advance.mutate({ by: 'P31D' });
  const prepare = (page: Page) => page.clock.pauseAt(Date.now() + 1_000);
  const link = await embed({ userToken: who.token, timed: true, prepare });
  await expect.poll(link.names, PATIENT).toContain('onTokenExpired');
  const at_once = await link.frame.locator('[data-screen]').count();
  await link.page.clock.runFor(1_000);
  await shown(link, 'waiting');
  await link.page.clock.resume();
  await link.page.locator('dialog[aria-busy=false]').waitFor();
  const words = await link.frame.getByRole('heading', { level: 1 }).textContent();
  await link.page.clock.fastForward(31_000);
  await link.frame.locator('[data-screen="waiting"] .actions button').waitFor();
  const meanwhile = await link.names();
  await link.page.clock.fastForward(29_000);
  await shown(link, 'failed');
  const { access } = await server().api.tokens.create.mutate({ user: who.user });
  await link.updateToken(access);
  await shown(link, 'manager');

  expect(at_once).toBe(0);
  expect(words).toBe('One moment');
  expect(meanwhile).toEqual(['onTokenExpired']);
  expect((await link.said()).slice(1, 2)).toEqual([['onError', { error: 'expired_user_token' }]]);
});
