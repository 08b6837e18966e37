import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { violations } from './src/axe.ts';
import { linkFrames } from './src/link-frame.ts';
import { linkTests, PATIENT, SLOW, shown } from './src/link-tests.ts';
import { person } from './src/link-world.ts';

const { server, embed, newPage } = linkTests();

describe('what a page can choose', () => {
  test('are the texts of the intro', { timeout: SLOW }, async () => {
    const { frame } = await embed({
      introTitle: 'Prove what you earn',
      introSubtitle: 'For your loan.',
      exitButtonTitle: 'Back to the loan',
      companyName: 'Lumen Credit',
    });
    await frame.getByRole('heading', { name: 'Prove what you earn' }).waitFor(PATIENT);

    expect(await frame.getByText('For your loan.').count()).toBe(1);
    expect(await frame.getByText('Lumen Credit').count()).toBe(1);
    expect(await frame.getByRole('button', { name: 'Back to the loan' }).count()).toBe(1);
  });

  test('is a search without a field, with the way out at its top', { timeout: SLOW }, async () => {
    const { frame } = await embed({
      showIntroScreen: false,
      showSearch: false,
      showCantFindLinkItemAtTop: true,
      linkItems: ['warpride', 'walmart'],
    });
    await frame.locator('.row-name').first().waitFor(PATIENT);

    expect(await frame.getByRole('searchbox').count()).toBe(0);
    expect(await frame.locator('.row').allTextContents()).toEqual([
      'I can’t find it',
      expect.stringContaining('Warpride'),
      expect.stringContaining('Walmart'),
    ]);
  });

  test('is the way back from a login', { timeout: SLOW }, async () => {
    const pick = async (options: object) => {
      const { frame } = await embed({ showIntroScreen: false, ...options });
      await frame.locator('.items .row').first().click();
      await frame.locator('input[name="password"]').waitFor(PATIENT);
      return frame.locator('.head button').evaluateAll((all) => all.map((one) => one.ariaLabel));
    };

    expect(await pick({ backToSearchButtonTitle: 'Other employers' })).toEqual([
      'Other employers',
      'Close',
    ]);
    expect(await pick({ showBackToSearchButton: false, showCloseButton: false })).toEqual([]);
  });

  test('is whether a click beside the card closes', { timeout: SLOW }, async () => {
    const stays = await embed({ closeOnOutsideClick: false });
    const goes = await embed({ closeOnOutsideClick: true });
    for (const link of [stays, goes]) await shown(link, 'intro');
    // A screen is there a moment before it is shown and takes clicks.
    const afterClick = async ({ page, names }: typeof goes) => {
      await page.mouse.click(5, 5);
      return names();
    };
    await expect.poll(() => afterClick(goes), PATIENT).toContain('onClose');
    await afterClick(stays);

    expect(await stays.names()).toEqual(['intro - opened']);
  });

  test('is whether to be asked what is not on the list', { timeout: SLOW }, async () => {
    const { frame, ...link } = await embed({ showIntroScreen: false, asks: true });
    await frame.getByRole('searchbox').fill('corner bakery zzzz');
    await frame.getByText('Nothing found').first().waitFor(PATIENT);
    await frame.getByRole('button', { name: 'I can’t find it' }).click();
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect((await link.said()).slice(-3)).toEqual([
      ['onCantFindLinkItemClicked', 'corner bakery zzzz'],
      ['onUIEvent', expect.objectContaining({ name: 'link closed' })],
      ['onClose', undefined],
    ]);
  });
});

describe('a Link over another page', () => {
  test('keeps the focus inside, forwards and backwards', { timeout: SLOW }, async () => {
    const link = await embed();
    const { page, frame } = link;
    await frame.locator('h1:focus').waitFor(PATIENT);
    const press = async (key: string) => {
      await page.keyboard.press(key);
      return frame.locator(':focus').evaluate((one) => one.ariaLabel ?? one.textContent);
    };
    // A browser hands its keys to another process a moment after the focus.
    await expect.poll(() => press('Tab'), PATIENT).toBe('Continue');
    const seen: (string | null)[] = [];
    for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) seen.push(await press(key));

    expect(seen).toEqual(['Not now', 'Close', 'Continue', 'Close', 'Not now']);
  });

  test('is free of violations in its frame', { timeout: SLOW }, async () => {
    const link = await embed({ script: axe.source });
    await shown(link, 'intro');
    const [frame] = linkFrames(link.page);

    expect(frame && (await violations(frame))).toEqual([]);
  });

  test.each(['require-corp', 'credentialless'] as const)(
    'is shown by a page that isolates itself by %s',
    { timeout: SLOW },
    async (embedder) => {
      const link = await embed({ embedder });
      await shown(link, 'intro');

      expect(await link.page.evaluate(() => crossOriginIsolated)).toBe(true);
    },
  );

  test('asks the server while its screens and words are on their way', {
    timeout: SLOW,
  }, async () => {
    const { url, link_key } = server();
    const page = await newPage({ locale: 'es-MX' });
    const parts = ['link.open', 'show-', 'es-'];
    const asked = parts.map((part) =>
      page.waitForRequest((request) => request.url().includes(part)),
    );
    // Nothing of it is answered before all of it was asked for.
    await page.route(/link\.open|show-.*\.js|es-.*\.js/, async (route) => {
      await Promise.all(asked);
      await route.continue();
    });
    await page.goto(`${url}/link?key=${link_key}`, { waitUntil: 'commit' });

    await page.locator('[data-screen="intro"]').waitFor(PATIENT);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es-MX');
  });

  test('says so when its screens do not come, tells the page, and goes on once they do', {
    timeout: SLOW,
  }, async () => {
    const lost = /show-.*\.js/;
    const prepare = (page: Page) => page.route(lost, (route) => route.abort());
    const link = await embed({ prepare });
    await shown(link, 'collapsed');
    await expect.poll(link.said, PATIENT).toContainEqual(['onError', { error: 'generic' }]);

    await link.page.unroute(lost);
    await link.frame.getByRole('button', { name: 'Try again' }).click(PATIENT);

    await shown(link, 'intro');
  });

  test.each([
    ['Close', 'Enter'],
    ['Try again', 'Escape'],
  ])('is left by %s and %s where its screens do not come', { timeout: SLOW }, async (name, key) => {
    const prepare = (page: Page) => page.route(/show-.*\.js/, (route) => route.abort());
    const { frame, ...link } = await embed({ prepare });
    const button = frame.getByRole('button', { name });
    await button.focus(PATIENT);
    await button.press(key);

    await expect.poll(link.names, PATIENT).toContain('onClose');
  });

  test('has its buttons on the screen of a low window', { timeout: SLOW }, async () => {
    const link = await embed({ context: { viewport: { width: 1000, height: 560 } } });
    await shown(link, 'intro');

    const card = await link.frame.locator('.card').boundingBox();
    expect(card).toMatchObject({ y: 24, height: 560 - 2 * 24 });
  });

  test('is left by "not now", which the page is told', { timeout: SLOW }, async () => {
    const link = await embed();
    await link.frame.getByRole('button', { name: 'Not now' }).click();
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect(await link.names()).toEqual([
      'intro - opened',
      'onExitIntroClicked',
      'link closed',
      'onClose',
    ]);
  });

  test('goes on after a reload of its frame as the person that it has made', {
    timeout: SLOW,
  }, async () => {
    const link = await embed({ linkItems: ['weftgo'], showIntroScreen: false });
    const { frame } = link;
    await frame.locator('input[name="username"]').fill('test_1');
    await frame.locator('input[name="password"]').fill('passgood');
    await frame.getByRole('button', { name: 'Connect Weftgo' }).click();
    await shown(link, 'mfa');
    await linkFrames(link.page)[0]?.evaluate(() => window.location.reload());
    await frame.locator('input[name="code"]').fill('8081');
    await frame.getByRole('button', { name: 'Confirm' }).click();
    await shown(link, 'success');
    const names = await link.names();

    expect(names.filter((name) => name === 'onUserCreated')).toHaveLength(1);
    expect(names).toContain('onAccountConnected');
  });

  test('makes one account of a login whose answer was lost on its way', {
    timeout: SLOW,
  }, async () => {
    const answers: number[] = [];
    const prepare = (page: Page) =>
      page.route('**/trpc/link.connect*', async (route) => {
        const answer = await route.fetch();
        answers.push(answer.status());
        if (answers.length > 1) await route.fulfill({ response: answer });
        else await route.abort('connectionreset');
      });
    const link = await embed({ linkItems: ['warpride'], showIntroScreen: false, prepare });
    const { frame } = link;
    await frame.locator('input[name="username"]').fill('test_1');
    await frame.locator('input[name="password"]').fill('passgood');
    await frame.getByRole('button', { name: 'Connect Warpride' }).click();
    await shown(link, 'success');

    expect(answers).toEqual([200, 200]);
    expect((await link.names()).filter((name) => name.startsWith('on'))).toEqual([
      'onUserCreated',
      'onAccountCreated',
      'onAccountConnected',
    ]);
  });

  test('switches the deposit by itself after the login, where the page wants it', {
    timeout: SLOW,
  }, async () => {
    const config = await server().api.payDistributionConfigs.encrypt.mutate({
      bank_account: {
        routing_number: '084101234',
        account_number: '9483716789',
        account_type: 'savings',
      },
      entire_allocation: true,
    });
    const link = await embed({
      linkItems: ['weftgo'],
      showIntroScreen: false,
      payDistributionUpdateFlow: true,
      payDistributionConfig: config.encrypted_config,
      payDistributionAutoTrigger: true,
      payDistributionReviewScreenTitle: 'Your new deposit',
    });
    const { frame } = link;
    await frame.locator('input[name="username"]').fill('test_1');
    await frame.locator('input[name="password"]').fill('passgood');
    await frame.getByRole('button', { name: 'Connect Weftgo' }).click();
    await frame.locator('input[name="code"]').fill('8081');
    await frame.getByRole('button', { name: 'Confirm' }).click();
    await frame.getByRole('heading', { name: 'Your new deposit' }).waitFor(PATIENT);
    await frame.getByText('Savings account ending in 6789').waitFor(PATIENT);
    await frame.getByRole('button', { name: 'Confirm the change' }).click();
    await shown(link, 'pay_success');

    expect((await link.names()).filter((name) => name.startsWith('on'))).toEqual([
      'onUserCreated',
      'onAccountCreated',
      'onAccountConnected',
      'onPayDistributionSuccess',
    ]);
  });
});

describe('a token', () => {
  test('that is revoked while Link is open ends it with words', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'warpride' });
    const link = await embed({ userToken: who.token });
    await shown(link, 'manager');
    await server().api.tokens.revoke.mutate({ user: who.user });
    await shown(link, 'failed');

    expect((await link.said()).at(-2)).toEqual(['onError', { error: 'invalid_user_token' }]);
  });

  test('of somebody else shows nothing of this person', { timeout: SLOW }, async () => {
    const [mine, theirs] = [
      await person(server().api, { link_item: 'warpride' }),
      await person(server().api, { link_item: 'taskheddle' }),
    ];
    const link = await embed({ userToken: mine.token, accountId: theirs.account });
    await shown(link, 'manager');

    expect(await link.frame.locator('h2').allTextContents()).toEqual(['Warpride']);
  });
});
