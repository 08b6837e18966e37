import { verifyWebhook } from '@intarsia/client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ConsoleServer, call, signInByLink, startConsole } from './src/console.ts';
import { consoleTests, heading, PATIENT, rows, SLOW } from './src/console-tests.ts';
import { openReceiver, type Receiver } from './src/receiver.ts';

const { openPage } = consoleTests();
let server: ConsoleServer;
let receiver: Receiver;
let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> | undefined;
let home = '';

beforeAll(async () => {
  server = await startConsole();
  receiver = await openReceiver();
}, SLOW);

beforeEach(() => {
  receiver.status = 204;
});

afterAll(async () => {
  await receiver.close();
  await server.stop();
});

/** A page that is signed in to the one server of these tests. */
async function signedIn(): Promise<Page> {
  if (state) return openPage({ storageState: state });
  const page = await openPage();
  home = await signInByLink(page, server.link);
  state = await page.context().storageState();
  return page;
}

/** Subscribes as a backend does; gives the address of the webhook's page. */
async function subscribed(page: Page, events: string[]): Promise<string> {
  const { id } = await call(server, 'POST /v1/webhooks', {
    name: 'Backend',
    url: receiver.url,
    events,
  });
  const address = `${home}/webhooks/${id}`;
  await page.goto(address);
  await heading(page, 'Backend').waitFor();
  return address;
}

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'One delivery' });

test('a webhook is made, its secret shown once, and a test event verifies with it', {
  timeout: SLOW,
}, async () => {
  const page = await signedIn();
  await page.goto(`${home}/webhooks`);
  await page.getByRole('button', { name: 'Create webhook' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Payments');
  await dialog.getByLabel('URL').fill('ftp://example.com');
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await dialog.getByText('Must begin with https: or http:.').waitFor();

  await dialog.getByLabel('URL').fill(receiver.url);
  await dialog.getByLabel('Only some').check();
  await dialog.getByLabel('Payouts', { exact: true }).check();
  await dialog.getByLabel('payouts.removed').uncheck();
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await dialog.getByText('it is shown this once').waitFor();
  const secret = (await dialog.locator('.command code').first().textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have stored it' }).click();

  await heading(page, 'Payments').waitFor();
  await page.locator('.detail').getByText('payouts.partially_synced and 3 more').waitFor();
  await page.getByRole('button', { name: 'Send test event' }).click();
  await rows(page.locator('.rows-list')).getByText('Delivered').waitFor();
  await page.getByRole('link', { name: /webhooks\.test/ }).click();
  const panel = panelOf(page);
  await panel.getByText('Request headers').click();
  const [received] = receiver.received;
  await panel
    .locator('.headers')
    .getByText(String(received?.headers['webhook-signature']))
    .waitFor();
  const request = panel.getByRole('region', { name: 'Request' });
  await request.getByText(`POST ${receiver.url}`).waitFor();
  await request.getByText('Body').click();
  const { body = '', headers = {} } = received ?? {};
  const shown = (await request.locator('.command code').textContent()) ?? '';
  expect(JSON.parse(shown)).toEqual(JSON.parse(body));
  expect(await verifyWebhook({ body, headers, secret })).toMatchObject({
    event: { event: 'webhooks.test', name: 'Payments' },
  });
  expect(await page.locator('body').textContent()).not.toContain(secret);
});

test('what has failed says why, and is sent again by hand', { timeout: SLOW }, async () => {
  const page = await signedIn();
  receiver.status = 422;
  const address = await subscribed(page, ['users.created']);
  await call(server, 'POST /v1/users');
  const list = page.locator('.rows-list');
  await rows(list).getByText('Failing').waitFor();
  await list.getByRole('link', { name: /users\.created/ }).click();
  const panel = panelOf(page);
  await panel.getByText('The receiver answered 422.').waitFor();
  await panel.getByText('What it answered').click();
  await panel.locator('.excerpt').getByText('no such user here').waitFor();

  const { id, name } = await call(server, `GET /v1/webhooks/${address.split('/').at(-1)}`);
  await call(server, `PATCH /v1/webhooks/${id}`, { name: `${name} 2` });
  await page.reload();
  await panel.getByText('the webhook was changed since').waitFor();

  receiver.status = 204;
  await panel.getByRole('button', { name: 'Send again' }).click();

  await expect.poll(() => rows(list).count(), PATIENT).toBe(2);
  await list.getByText('again', { exact: true }).waitFor();
  await panel.getByRole('link', { name: 'Close' }).click();
  await panel.waitFor({ state: 'detached' });
  expect(page.url()).toBe(address);
});

test('a paused webhook sends what has waited once it is resumed', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await subscribed(page, ['users.updated', 'users.created']);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Pause webhook' }).click();
  await page.getByText('Nothing is sent while this webhook is paused.').waitFor();
  await page.getByText(/^Somebody paused it .* Nothing waits for it\.$/).waitFor();
  await call(server, 'POST /v1/users');
  const list = page.locator('.rows-list');
  await rows(list).getByText('Waiting').waitFor();
  await page.getByText('1 delivery waits for it.').waitFor();

  await page.getByRole('button', { name: 'Resume' }).click();

  await rows(list).getByText('Delivered').waitFor();
  await page.getByRole('button', { name: 'Replay events' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Events').selectOption('users.created');
  await dialog.getByText('/replay').waitFor();
  await dialog.getByRole('button', { name: 'Replay events' }).click();
  await dialog.getByText(/\d+ events are on the way once more/).waitFor();
  const users = await call(server, 'GET /v1/users');
  await expect.poll(() => rows(list).getByText('Delivered').count(), PATIENT).toBe(users.count + 1);
});

test('a receiver gets the trouble that was chosen for it, for as long as was chosen', {
  timeout: SLOW,
}, async () => {
  const page = await signedIn();
  await subscribed(page, ['users.created']);
  const chaos = page.getByRole('region', { name: 'Chaos' });
  await chaos.getByLabel('Duplicate').fill('often');
  await chaos.getByLabel('For the next').fill('1');
  await chaos.getByRole('button', { name: 'Save chaos' }).click();
  await chaos.getByText('Must be a number.').waitFor();
  await chaos.getByLabel('Duplicate').fill('120');
  await chaos.getByRole('button', { name: 'Save chaos' }).click();
  await chaos.getByText('Must be a number from 0 to 1.').waitFor();

  await chaos.getByLabel('Duplicate').fill('100');
  await chaos.getByRole('button', { name: 'Save chaos' }).click();
  await chaos.getByRole('button', { name: 'Turn off' }).waitFor();
  await call(server, 'POST /v1/users');
  const list = page.locator('.rows-list');
  await list.getByRole('link', { name: /users\.created/ }).click();

  const panel = panelOf(page);
  await panel.getByText('2 tries').waitFor();
  expect(await panel.getByText('Chaos of the sandbox: duplicate').count()).toBe(2);
  await page.reload();
  expect(await chaos.getByLabel('For the next').inputValue()).toBe('0');
  await chaos.getByLabel('For the next').fill('');
  await chaos.getByRole('button', { name: 'Save chaos' }).click();
  await chaos.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('Chaos turned off.').waitFor();
  expect(await chaos.getByLabel('Duplicate').inputValue()).toBe('');
});

test('a secret is rotated and a webhook deleted', { timeout: SLOW }, async () => {
  const page = await signedIn();
  const address = await subscribed(page, ['*']);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  await dialog.getByRole('button', { name: 'Rotate secret' }).click();
  await dialog.getByText(/^whsec_/).waitFor();
  await dialog.getByRole('button', { name: 'I have stored it' }).click();

  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete webhook' }).click();

  await heading(page, 'Webhooks').waitFor();
  await page.goto(address);
  await page.getByText('There is no such webhook here.').waitFor();
});
