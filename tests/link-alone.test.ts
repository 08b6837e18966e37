import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { goOn, heading, openAlone, screen, typeLogin } from './src/link-page.ts';
import { linkTests, PATIENT, SLOW } from './src/link-tests.ts';
import { person } from './src/link-world.ts';
import { openSite } from './src/site.ts';

const { server, newPage, later } = linkTests();

/** Opens the page with a way back, and leaves it by its button. */
async function leaveTo(page: Page, redirect_url: string): Promise<void> {
  const query = new URLSearchParams({ key: server().link_key, redirect_url });
  await page.goto(`${server().url}/link?${query}`);
  await page.getByRole('button', { name: 'Not now' }).click();
}

describe('a page of its own', () => {
  test('leads back to a site that may open Link, and nowhere else', { timeout: SLOW }, async () => {
    const done = { '/done': { body: '<!doctype html><h1>Done</h1>' } };
    const site = await openSite('localhost', done);
    later(site.close);
    const page = await newPage();
    await leaveTo(page, `${site.url}/done`);
    await page.waitForURL(`${site.url}/done`);
    await leaveTo(page, 'https://evil.example/done');
    await screen(page, 'closed');

    expect(await heading(page)).toBe('You can close this page now');
    expect(page.url().startsWith(server().url)).toBe(true);
  });

  test('goes on at the same step when the person goes back and forth', {
    timeout: SLOW,
  }, async () => {
    const who = await person(server().api, { link_item: 'weftgo' });
    const page = await newPage();
    await page.goto(`${server().url}/link?key=${server().link_key}#token=${who.token}`);
    await screen(page, 'mfa');
    await page.goto('about:blank');
    await page.goBack();
    await screen(page, 'mfa');

    expect(await heading(page)).toBe('Enter your code');
    expect(page.url()).not.toContain('token');
  });

  test('says that a token has ended, as nobody gives another one', { timeout: SLOW }, async () => {
    const { token } = await person(server().api, { link_item: 'warpride' });
    const [head = '', claims = '', end = ''] = token.split('.');
    const over = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const old = Buffer.from(JSON.stringify({ ...over, exp: 1 })).toString('base64url');
    const page = await newPage();
    await page.goto(
      `${server().url}/link?key=${server().link_key}#token=${[head, old, end].join('.')}`,
    );
    await screen(page, 'failed');

    expect(await heading(page)).toBe('Your session has ended');
  });

  test('without a key says so, as with one that no header can carry', {
    timeout: SLOW,
  }, async () => {
    const page = await newPage();
    for (const query of ['', '?key=%D0%BA%D0%BB%D1%8E%D1%87', '?key=a%0Ab']) {
      await page.goto(`${server().url}/link${query}`);
      await screen(page, 'failed');

      expect(await heading(page)).toBe('This link key is not valid');
    }
  });
});

/** A step with the network cut: what is done, and where it leads once the line is there again. */
const steps: [
  what: string,
  begin: (page: Page) => Promise<void>,
  act: (page: Page) => Promise<void>,
  end: string,
][] = [
  [
    'the search',
    async (page) => {
      await openAlone(page, server());
      await goOn(page);
      await page.locator('.row-name').first().waitFor();
      await page.getByRole('searchbox').fill('weft');
    },
    (page) => page.getByRole('button', { name: 'Try again' }).click(),
    'search',
  ],
  [
    'the way to a login',
    async (page) => {
      await openAlone(page, server());
      await goOn(page);
      await page.locator('.row-name').first().click();
    },
    (page) => page.getByRole('button', { name: 'Try again' }).click(),
    'login',
  ],
  [
    'a code',
    async (page) => {
      await openAlone(page, server(), {
        person: await person(server().api, { link_item: 'weftgo' }),
      });
      await page.locator('input[name="code"]').fill('8081');
    },
    goOn,
    'success',
  ],
  [
    'a reconnection',
    async (page) => {
      const login = { link_item: 'homedepot', password: 'pass_session_limit_reached' };
      await openAlone(page, server(), { person: await person(server().api, login) });
    },
    (page) => page.getByRole('button', { name: 'Reconnect: The Home Depot' }).click(),
    'error',
  ],
  [
    'a revocation',
    async (page) => {
      const logins = [{ link_item: 'warpride' }, { link_item: 'taskheddle' }];
      await openAlone(page, server(), { person: await person(server().api, ...logins) });
      await page.getByRole('button', { name: 'Remove the access to Warpride' }).click();
    },
    (page) => page.getByRole('button', { name: 'Remove the access' }).click(),
    'manager',
  ],
];

/** Of these the question itself is cut, and a button asks it again. */
const asks: Readonly<Record<string, RegExp>> = {
  'the search': /"q":"weft"/,
  'the way to a login': /link\.item/,
};

describe('a line that is cut', () => {
  test.each(steps)(
    'at %s is said, and nothing is lost',
    {
      timeout: SLOW,
    },
    async (what, begin, act, end) => {
      const page = await newPage();
      const asked = asks[what];
      let cut = asked;
      await page.route('**/trpc/**', async (route) => {
        const request = route.request();
        if (cut?.test(`${request.url()} ${request.postData()}`)) await route.abort();
        else await route.continue();
      });
      await begin(page);
      cut ??= /./;
      if (!asked) await act(page);
      await page.getByText('There is no connection.').first().waitFor(PATIENT);
      cut = undefined;
      await act(page);
      await screen(page, end);
      await expect.poll(() => page.getByText('There is no connection.').count(), PATIENT).toBe(0);
    },
  );

  test('while it opens leaves a screen with a way to try again', { timeout: SLOW }, async () => {
    const page = await newPage();
    await page.route('**/trpc/link.open*', (route) => route.abort('internetdisconnected'));
    await page.goto(`${server().url}/link?key=${server().link_key}`);
    await screen(page, 'failed');
    await page.unroute('**/trpc/link.open*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await screen(page, 'intro');
  });

  test('while a language is loaded leaves it in English', { timeout: SLOW }, async () => {
    const page = await newPage({ locale: 'es-MX' });
    await page.route('**/assets/es-*.js', (route) => route.abort('internetdisconnected'));
    await page.goto(`${server().url}/link?key=${server().link_key}`);
    await screen(page, 'intro');

    expect(await heading(page)).toBe('My company would like to see where you get paid');
  });

  test('during an upload keeps the file to send again', { timeout: SLOW }, async () => {
    const login = { link_item: 'homedepot', password: 'pass_unsupported_mfa_method' };
    const who = await person(server().api, login);
    const page = await newPage();
    await openAlone(page, server(), { person: who, account: who.account });
    await goOn(page);
    await screen(page, 'form');
    await page.route('**/v1/forms/**', (route) => route.abort('internetdisconnected'));
    const file = {
      name: 'april.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7'),
    };
    await page.getByLabel('Choose files: Payslips').setInputFiles(file);
    await page.getByText('The file did not arrive.').first().waitFor(PATIENT);
    await page.unroute('**/v1/forms/**');
    await page.getByRole('button', { name: 'Send april.pdf again' }).click();
    await page.getByRole('button', { name: 'Remove april.pdf' }).waitFor(PATIENT);
    await page.getByText('The file did not arrive.').first().waitFor({ state: 'detached' });
  });

  test('takes files that are dropped, and stops sending one when asked', {
    timeout: SLOW,
  }, async () => {
    const login = { link_item: 'homedepot', password: 'pass_unsupported_mfa_method' };
    const who = await person(server().api, login);
    const page = await newPage();
    await openAlone(page, server(), { person: who, account: who.account });
    await goOn(page);
    await screen(page, 'form');
    const drop = async (name: string) => {
      const dataTransfer = await page.evaluateHandle((called) => {
        const dropped = new DataTransfer();
        dropped.items.add(new File(['%PDF-1.7'], called));
        return dropped;
      }, name);
      await page.locator('.drop').first().dispatchEvent('drop', { dataTransfer });
    };
    await drop('may.pdf');
    await page.getByRole('button', { name: 'Remove may.pdf' }).waitFor(PATIENT);
    // It never answers.
    await page.route('**/v1/forms/**', () => {});
    await drop('june.pdf');
    await page.getByRole('button', { name: 'Stop sending june.pdf' }).click();
    await page.getByText('june.pdf').first().waitFor({ state: 'detached' });

    const { results } = await server().api.forms.list.query({ account: who.account });
    expect(results[0]?.data.paystubs.map(({ name }) => name)).toEqual(['may.pdf']);
  });
});

test('what is typed goes into the one call that needs it, and nowhere else', {
  timeout: SLOW,
}, async () => {
  const page = await newPage();
  const carriers: string[] = [];
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  page.on('request', (request) => {
    const whole = `${request.url()} ${request.postData()}`;
    if (whole.includes('passgood')) carriers.push(new URL(request.url()).pathname);
  });
  await openAlone(page, server(), { item: 'warpride' });
  await goOn(page);
  await typeLogin(page);
  await goOn(page);
  await screen(page, 'success');
  const kept = await page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      document.cookie,
      location.href,
      document.documentElement.outerHTML,
    ]),
  );

  expect(carriers).toEqual(['/trpc/link.connect']);
  expect(kept).not.toContain('passgood');
  expect(logged.join()).not.toContain('passgood');
});

test('a button that is pressed twice sends one login', { timeout: SLOW }, async () => {
  const page = await newPage();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('link.connect')) sent.push(request.url());
  });
  await openAlone(page, server(), { item: 'warpride' });
  await goOn(page);
  await typeLogin(page);
  await page.locator('button[type="submit"]').dblclick();
  await screen(page, 'success');

  expect(sent).toHaveLength(1);
});
