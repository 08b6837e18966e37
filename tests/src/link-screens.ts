import type { Page } from 'playwright-core';
import { goOn, type Opening, openAlone, screen, typeLogin } from './link-page.ts';
import type { LinkServer, LinkWorld } from './link-world.ts';

/** A screen of Link: the heading that shows that it is there, and the way to it. */
export interface LinkScreen {
  readonly name: string;
  readonly heading: string;
  show(page: Page): Promise<void>;
}

/** Every screen that Link has, in a world whose clock stands still. Buttons are found in any language. */
export function linkScreens(server: LinkServer, world: LinkWorld): readonly LinkScreen[] {
  const at = (opening: Opening) => (page: Page) => openAlone(page, server, opening);
  const then =
    (opening: Opening, ...steps: ((page: Page) => Promise<void>)[]) =>
    async (page: Page) => {
      await openAlone(page, server, opening);
      for (const step of steps) await step(page);
    };
  const search = async (page: Page) => {
    await goOn(page);
    await page.locator('.row-name').first().waitFor();
  };
  const type = (term: string) => async (page: Page) => {
    await page.getByRole('searchbox').fill(term);
    await page.locator('.items, .empty-list').first().waitFor();
    await page.waitForFunction(
      (said) => document.querySelector('[role=status]')?.textContent !== said,
      '',
    );
  };
  const unlisted = async (page: Page) => {
    await page.locator('.row-plain').click();
    await screen(page, 'unlisted');
  };
  const fields = (page: Page) => page.locator('input[name="password"]').waitFor();
  const submit = (page: Page) => page.locator('button[type="submit"]').click();
  const review = async (page: Page) => {
    await page.locator('.account-steps button').first().click();
    await page.locator('.change').waitFor();
  };
  const connect = async (page: Page) => {
    await goOn(page);
    await typeLogin(page);
    await submit(page);
    await screen(page, 'success');
  };
  const leaveInALogin = async (page: Page) => {
    // Never answered.
    await page.route('**/trpc/link.connect*', () => {}, { times: 1 });
    await goOn(page);
    await typeLogin(page);
    await submit(page);
    await page.locator('.button-busy').waitFor();
    await page.locator('.head .icon-button').last().click();
    await page.locator('.weave').waitFor();
  };
  const { connected, paid, config, unfit } = world;
  return [
    { name: 'intro', heading: 'My company would like to see where you get paid', show: at({}) },
    { name: 'search', heading: 'Where do you get paid?', show: then({}, search) },
    {
      name: 'search-found',
      heading: 'Where do you get paid?',
      show: then({}, search, type('wrapride')),
    },
    {
      name: 'search-nothing',
      heading: 'Where do you get paid?',
      show: then({}, search, type('zzzz')),
    },
    { name: 'unlisted', heading: 'Not on the list?', show: then({}, search, unlisted) },
    {
      name: 'questionnaire',
      heading: 'Tell us who pays you',
      show: then({}, search, unlisted, goOn, (page) => screen(page, 'form')),
    },
    { name: 'login', heading: 'Log in to Walmart', show: then({ item: 'walmart' }, goOn, fields) },
    {
      name: 'login-empty',
      heading: 'Log in to Walmart',
      show: then({ item: 'walmart' }, goOn, fields, submit),
    },
    {
      name: 'login-refused',
      heading: 'Log in to Warpride',
      show: then(
        { item: 'warpride' },
        goOn,
        (page) => typeLogin(page, 'wrong'),
        submit,
        (page) => page.locator('.notice').first().waitFor(),
      ),
    },
    { name: 'mfa-code', heading: 'Enter your code', show: at({ person: world.code }) },
    {
      name: 'mfa-choice',
      heading: 'How do you want to get the code?',
      show: at({ person: world.choice }),
    },
    { name: 'mfa-push', heading: 'Approve on your phone', show: at({ person: world.push }) },
    { name: 'progress', heading: 'Connecting Warpride', show: at({ person: world.slow }) },
    {
      name: 'success',
      heading: 'Warpride is connected',
      show: then({ item: 'warpride' }, connect),
    },
    {
      name: 'error',
      heading: 'This kind of verification does not work here',
      show: at({ person: world.refused, account: world.refused.account }),
    },
    {
      name: 'documents',
      heading: 'Send documents',
      show: then({ person: world.refused, account: world.refused.account }, goOn, (page) =>
        screen(page, 'form'),
      ),
    },
    {
      name: 'sent',
      heading: 'Sent',
      show: then(
        {},
        search,
        type('corner bakery zzzz'),
        unlisted,
        goOn,
        (page) => screen(page, 'form'),
        submit,
        (page) => screen(page, 'sent'),
      ),
    },
    { name: 'accounts', heading: 'Your accounts', show: at({ person: connected }) },
    {
      name: 'revoke',
      heading: 'Remove the access to Taskheddle?',
      show: then({ person: connected }, async (page) => {
        await page.locator('.small-danger').first().click();
        await screen(page, 'revoke');
      }),
    },
    {
      name: 'pay-review',
      heading: 'Check your direct deposit',
      show: then({ person: paid, config }, review),
    },
    {
      name: 'pay-progress',
      heading: 'Changing your direct deposit',
      show: at({ person: world.switching, config }),
    },
    {
      name: 'pay-success',
      heading: 'Your direct deposit is changed',
      show: then({ person: paid, config }, review, submit, (page) => screen(page, 'pay_success')),
    },
    {
      name: 'pay-error',
      heading: 'Your pay cannot be split or sent this way there',
      show: then({ item: 'warpride', config: unfit }, connect, goOn, (page) =>
        screen(page, 'pay_error'),
      ),
    },
    {
      name: 'failed',
      heading: 'This session is not valid',
      show: at({ person: { ...connected, token: 'nonsense' } }),
    },
    {
      name: 'waiting',
      heading: 'One moment',
      show: then({ item: 'warpride' }, leaveInALogin),
    },
    {
      name: 'closed',
      heading: 'You can close this page now',
      show: then({}, (page) => page.locator('.head .icon-button').last().click()),
    },
  ];
}
