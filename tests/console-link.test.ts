import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type ConsoleServer, signInByLink } from './src/console.ts';
import { consoleTests, heading, PATIENT, rows, SLOW } from './src/console-tests.ts';

const { started, openPage } = consoleTests();

test('link settings are made, changed, and deleted, and Link follows', {
  timeout: SLOW,
}, async () => {
  const server = await started();
  const page = await openPage();
  const home = await signInByLink(page, server.link);
  const key = await openKeys(page, home);
  await page.getByRole('link', { name: 'Link settings' }).click();
  await heading(page, 'Link settings').waitFor();
  await page.getByText('Link is plain.').waitFor();

  await page.getByRole('button', { name: 'Create link settings' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Checkout');
  await dialog.getByLabel('Company').fill('Harborline');
  await dialog.getByLabel('Accent').fill('blue');
  await dialog.getByLabel('Link items').fill('walmart, nobody');
  await dialog.getByRole('button', { name: 'Create link settings' }).click();
  await dialog.getByText('Must be a colour such as #1f6feb.').waitFor();
  await expect
    .poll(() => dialog.getByLabel('Accent').evaluate((field) => field.matches(':focus')), PATIENT)
    .toBe(true);
  await dialog.getByLabel('Accent').fill('#0B7285');
  await dialog.getByRole('button', { name: 'Create link settings' }).click();
  await dialog.getByText('nobody is not a link item').waitFor();
  await dialog.getByLabel('Link items').fill('walmart\nwarpride');
  await dialog.getByLabel('Scheme').selectOption('dark');
  await dialog.getByRole('button', { name: 'Create link settings' }).click();
  await dialog.waitFor({ state: 'detached' });

  await rows(page).getByText('#0b7285').waitFor();
  expect(await openLink(server, key)).toMatchObject({
    settings: { company_name: 'Harborline', accent: '#0b7285', scheme: 'dark', radius: 12 },
    items: 2,
  });

  await page.getByRole('button', { name: 'Edit Checkout' }).click();
  await dialog.getByLabel('Company').fill('');
  await dialog.getByLabel('Corners').fill('x');
  await dialog.getByRole('button', { name: 'Save link settings' }).click();
  await dialog.getByText('Must be a whole number of pixels.').waitFor();
  await dialog.getByLabel('Corners').fill('4');
  await dialog.getByLabel('Show an intro').uncheck();
  await dialog.getByRole('button', { name: 'Save link settings' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await openLink(server, key)).toMatchObject({
    settings: { company_name: null, accent: '#0b7285', show_intro: false, radius: 4 },
  });

  await page.getByRole('button', { name: 'Delete Checkout' }).click();
  await dialog.getByRole('button', { name: 'Delete link settings' }).click();
  await page.getByText('Link is plain.').waitFor();
  expect(await openLink(server, key)).toMatchObject({ settings: { accent: null } });
});

test('the origins of a link key are set, and refused by name', { timeout: SLOW }, async () => {
  const server = await started();
  const page = await openPage();
  const home = await signInByLink(page, server.link);
  const key = await openKeys(page, home);
  await page.getByText('Pages of this machine').waitFor();

  await page.getByRole('button', { name: /^Origins of/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Allowed origins')
    .fill('https://app.example.com\nhttp://shop.example.com');
  await dialog.getByRole('button', { name: 'Save origins' }).click();
  await dialog.getByText('http://shop.example.com: Must begin with https:').waitFor();
  await dialog
    .getByLabel('Allowed origins')
    .fill('https://app.example.com\nhttps://shop.example.com/');
  await dialog.getByRole('button', { name: 'Save origins' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByText('https://app.example.com and 1 more').waitFor();
  expect((await openLink(server, key)).allowed_origins).toEqual([
    'https://app.example.com',
    'https://shop.example.com',
  ]);
});

/** Opens the page of keys, and gives the first link key. */
async function openKeys(page: Page, home: string): Promise<string> {
  await page.goto(`${home}/keys`);
  const keys = page.getByRole('region', { name: 'Link keys' });
  return (await keys.locator('.id .mono').first().getAttribute('data-tip')) ?? '';
}

/** What Link is told when it opens with a key. */
async function openLink({ url }: ConsoleServer, key: string) {
  const answer = await fetch(`${url}/trpc/link.open?input=%7B%7D`, {
    headers: { authorization: `LinkKey ${key}` },
  });
  return (await answer.json()).result.data;
}
