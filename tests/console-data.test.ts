import { createIntarsia } from '@intarsia/client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleServer, call, signInByLink, startConsole } from './src/console.ts';
import { consoleTests, heading, PATIENT, rows, SLOW } from './src/console-tests.ts';
import { fillSandbox, scanHalf, type World } from './src/console-world.ts';

const { openPage } = consoleTests();
let server: ConsoleServer;
let world: World;
let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> | undefined;
let home = '';

beforeAll(async () => {
  server = await startConsole();
  world = await fillSandbox(server);
}, SLOW);

afterAll(() => server.stop());

/** A page that is signed in to the one server of these tests. */
async function signedIn(): Promise<Page> {
  if (state) return openPage({ storageState: state });
  const page = await openPage();
  home = await signInByLink(page, server.link);
  state = await page.context().storageState();
  return page;
}

const api = () => createIntarsia({ url: server.url, apiKey: server.key });

test('payouts are narrowed by dates, opened beside their list, and left by the back button', {
  timeout: SLOW,
}, async () => {
  const page = await signedIn();
  const address = `${home}/accounts/${world.employed}/payouts`;
  const { results } = await call(server, `GET /v1/payouts?account=${world.employed}&limit=3`);
  const [newest, , third] = results;
  const list = page.locator('.rows-list');
  await page.goto(address);
  await rows(list).nth(49).waitFor();
  expect(await rows(list).first().textContent()).toContain(newest.net_pay.slice(-6));

  await page.getByLabel('From').fill(third.payout_date.slice(0, 10));
  await expect.poll(() => rows(list).count(), PATIENT).toBe(3);
  expect(page.url()).toContain(`from=${third.payout_date.slice(0, 10)}`);

  await rows(list).last().getByRole('link').click();
  const panel = page.getByRole('complementary', { name: 'One payout' });
  await panel.getByText('Year to date').waitFor();
  expect(page.url()).toContain(`/payouts/${third.id}?from=`);
  for (const { name } of third.tax_list) await panel.getByText(name).first().waitFor();
  await panel.locator('h2:focus').waitFor();

  await page.goBack();
  await panel.waitFor({ state: 'detached' });
  expect(await rows(list).count()).toBe(3);
  await page.getByRole('button', { name: 'Show all dates' }).click();
  await rows(list).nth(49).waitFor();
  await page.getByRole('link', { name: 'Older' }).click();
  await page.waitForURL(/page=/);
  await page.goBack();
  expect(page.url()).toBe(address);
});

test('a row shows the call that reads it', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await page.goto(`${home}/accounts/${world.connected}/activities/${world.rows.activities}`);
  const panel = page.getByRole('complementary', { name: 'One activity' });

  await panel.getByText('As the API gives it').click();

  const command = panel.locator('.command').first();
  await command.getByText(`/v1/activities/${world.rows.activities}`).waitFor();
  const json = panel.locator('.command textarea');
  expect(JSON.parse(await json.inputValue())).toEqual(
    await call(server, `GET /v1/activities/${world.rows.activities}`),
  );
});

test('a row of another account is not shown as one of this', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await page.goto(`${home}/accounts/${world.connected}/payouts/${world.rows.payouts}`);
  await page.getByText('This payout belongs to another account.').waitFor();
});

test('a document is opened by a link that is read at the moment of the click', {
  timeout: SLOW,
}, async () => {
  const page = await signedIn();
  await page.goto(`${home}/accounts/${world.employed}/documents/${world.rows.documents}`);
  const panel = page.getByRole('complementary', { name: 'One document' });
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));

  await panel.getByRole('button', { name: 'Open PDF' }).click();

  const file = () => asked.find((url) => url.startsWith(`${server.url}/files/`));
  await expect.poll(file, PATIENT).toBeDefined();
  const answer = await fetch(file() ?? '');
  expect(answer.headers.get('content-type')).toContain('application/pdf');
  expect(await answer.text()).toMatch(/^%PDF-/);
});

test('what is masked on the page is not in it', { timeout: SLOW }, async () => {
  const page = await signedIn();
  const { results } = await call(server, `GET /v1/profiles?account=${world.employed}`);
  await page.goto(`${home}/accounts/${world.employed}/profiles`);
  await page.getByText('Social security number').waitFor();

  const seen = await page.locator('.profile').textContent();
  expect(seen).toContain(results[0].ssn.slice(-4));
  expect(seen).not.toContain(results[0].ssn);
});

test('a scan by hand says what it brought', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await api().sandboxSettings.update.mutate({ speed: 'instant' });
  await page.goto(`${home}/accounts/${world.connected}`);
  const before = (await api().accounts.get.query({ id: world.connected })).availability;

  await page.getByRole('button', { name: 'Scan now' }).click();

  await page.getByText(/The scan found \d new payouts? and \d new activit/).waitFor();
  const after = (await api().accounts.get.query({ id: world.connected })).availability;
  expect(after.activities?.available_count).toBeGreaterThan(
    before.activities?.available_count ?? 0,
  );
  await api().sandboxSettings.update.mutate({ speed: 'fast' });
});

test('an account in error says why it is not scanned', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await page.goto(`${home}/accounts/${world.refused}`);
  const button = page.getByRole('button', { name: 'Scan now' });

  await button.waitFor();

  expect(await button.getAttribute('aria-disabled')).toBe('true');
  await page.getByText('Connect it again first.').waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'Payouts' }).first().click();
  await page.getByText('Nothing has been scanned yet.').waitFor();
});

test('the figures of a scan grow while one looks', { timeout: SLOW }, async () => {
  const half = await scanHalf(server);
  const page = await signedIn();
  await page.goto(`${home}/accounts/${half}`);
  await page.getByText('Reading payouts and activities, newest first.').waitFor();
  const activities = page.locator('.availability li', { hasText: 'Activities' });
  const first = await activities.locator('.availability-count').textContent();

  const counted = async () =>
    (await api().accounts.get.query({ id: half })).availability.activities?.available_count;
  const before = await counted();
  // Other accounts of this world may have jobs that come first.
  while ((await counted()) === before) await api().clock.step.mutate({});
  await expect
    .poll(() => activities.locator('.availability-count').textContent(), PATIENT)
    .not.toBe(first);
  await api().clock.run.mutate({});

  await page.getByText('All that there is has been read.').waitFor();
  await expect.poll(() => page.locator('.stages [data-state="now"]').count(), PATIENT).toBe(0);
});

test('the clock is driven from the sandbox page', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await page.goto(`${home}/sandbox`);
  await api().clock.resume.mutate({});
  const day = async () => (await api().clock.get.query({})).now.slice(0, 10);

  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.getByText(/^Frozen at /).waitFor();
  expect((await api().clock.get.query({})).mode).toBe('frozen');
  const before = Date.parse(await day());
  await page.getByRole('button', { name: '7 days' }).click();
  await page.getByText(/^Advanced to .* run\.$/).waitFor();
  expect(Date.parse(await day()) - before).toBe(7 * 86_400_000);

  const typed = page.getByLabel('Or by a duration, or to a date');
  await typed.fill('P5Y');
  await typed.press('Enter');
  await page.getByRole('progressbar', { name: 'Advancing the clock' }).waitFor();
  await page.getByText(/\d+ %, \d+ jobs? run so far/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText(/^Advanced to .* run\.$/).waitFor();
  expect(Date.parse(await day()) - before).toBeLessThan(4 * 365 * 86_400_000);

  await typed.fill('next week');
  await typed.press('Enter');
  await page.getByText(/ISO 8601 duration/).waitFor();
  await typed.fill('2020-01-01');
  await typed.press('Enter');
  await page.getByText(/must be after/i).waitFor();
  await page.getByRole('radio', { name: /Real/ }).click();
  await page.getByText('Settings saved.').waitFor();
  expect((await api().sandboxSettings.get.query({})).speed).toBe('real');
});

test('a live environment has no sandbox', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await page.goto(`${home}/sandbox`);
  await heading(page, 'Sandbox').waitFor();
  await page.getByRole('link', { name: 'Live', exact: true }).click();
  await page.getByText('This environment is live.').waitFor();
  expect(await page.getByRole('link', { name: 'Sandbox', exact: true }).count()).toBe(1);
});

test('the settings of a sandbox are saved, and refused by their field', {
  timeout: SLOW,
}, async () => {
  const page = await signedIn();
  await page.goto(`${home}/sandbox`);

  await page.getByLabel('Latency').fill('-1');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Must not be negative.').waitFor();
  await page.getByLabel('Latency').fill('20');
  await page.getByLabel('Error rate').fill('25');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Settings saved.').waitFor();

  const disturbed = { latency_ms: 20, error_rate: 0.25, rate_limit: null };
  expect(await api().sandboxSettings.get.query({})).toMatchObject(disturbed);
  await page.getByLabel('Latency').fill('');
  await page.getByLabel('Error rate').fill('');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect
    .poll(async () => (await api().sandboxSettings.get.query({})).error_rate, PATIENT)
    .toBe(null);
});

test('a scenario is refused line by line, added, tried and deleted', {
  timeout: SLOW,
}, async () => {
  const page = await signedIn();
  await api().sandboxSettings.update.mutate({ speed: 'instant' });
  await page.goto(`${home}/sandbox`);

  await page.getByRole('button', { name: 'Add scenario' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Scenario').fill('name: from-console\ndescription: Short.\nconect: []\n');
  await dialog.getByRole('button', { name: 'Save scenario' }).click();
  await dialog.getByText(/Line 3, column 1: /).waitFor();
  await dialog.getByLabel('Scenario').fill('name: from-console\ndescription: Short.\n');
  await dialog.getByRole('button', { name: 'Save scenario' }).click();
  await page.getByText('Scenario from-console saved.').waitFor();

  await page.getByRole('button', { name: 'from-console' }).click();
  await dialog.getByText('description: Short.').waitFor();
  await dialog.getByRole('button', { name: 'Connect with it' }).click();
  await dialog.getByRole('radio', { name: /Warpride/ }).check();
  await dialog.getByRole('button', { name: 'Connect Warpride' }).click();
  await heading(page, 'Warpride').waitFor();
  await page.getByText('All that there is has been read.').waitFor();

  await page.goto(`${home}/sandbox`);
  await page.getByRole('button', { name: 'from-console' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete scenario' }).click();
  await page.getByText('Scenario deleted.').waitFor();
  const { results } = await api().scenarios.list.query({});
  expect(results.map(({ name }) => name)).not.toContain('from-console');
});

test('a world is kept, emptied and brought back', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await page.goto(`${home}/sandbox`);
  const { count } = await api().users.list.query({});

  await page.getByRole('button', { name: 'Take a snapshot' }).click();
  await page.getByText(/^Snapshot taken: /).waitFor();
  await page.getByRole('button', { name: 'Empty the world' }).click();
  await page.getByLabel(/to confirm/).fill('empty');
  await page.getByRole('button', { name: 'Empty world' }).click();
  await page.getByText('The world is empty.').waitFor();
  expect((await api().users.list.query({})).count).toBe(0);

  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Restore world' }).click();
  await page.getByText('World restored.').waitFor();
  expect((await api().users.list.query({})).count).toBe(count);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete snapshot' }).click();
  await page.getByText('Snapshot deleted.').waitFor();
  expect((await api().snapshots.list.query({})).count).toBe(0);
});

test('a deposit switch is confirmed by hand', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await api().clock.resume.mutate({});
  await api().sandboxSettings.update.mutate({ speed: 'instant' });
  const id = world.connected;
  await api().sandbox.setPayDistribution.mutate({ id, status: 'awaiting_confirmation' });
  await page.goto(`${home}/accounts/${id}`);

  await page.getByRole('button', { name: 'Confirm the switch' }).click();

  await page.getByRole('button', { name: 'Confirm the switch' }).waitFor({ state: 'detached' });
  const { pay_distribution } = await api().accounts.get.query({ id });
  expect(pay_distribution.status).not.toBe('awaiting_confirmation');
});

test('a state is set by hand, or refused', { timeout: SLOW }, async () => {
  const page = await signedIn();
  await page.goto(`${home}/accounts/${world.employed}`);
  const pay = page.getByRole('form', { name: 'Set pay distribution' });
  const connection = page.getByRole('form', { name: 'Set connection' });

  await pay.getByLabel('Pay distribution').selectOption('Error');
  await pay.getByLabel('Error code').selectOption('card_update_failed');
  await pay.getByRole('button', { name: 'Set' }).click();
  await page.locator('.cause', { hasText: 'card_update_failed' }).waitFor();
  await connection.getByLabel('Connection').selectOption('Error');
  await connection.getByLabel('Error code').selectOption('auth_required');
  await connection.getByRole('button', { name: 'Set' }).click();
  await page.locator('.cause', { hasText: 'auth_required' }).waitFor();
  await pay.getByLabel('Pay distribution').selectOption('Updating');
  await pay.getByRole('button', { name: 'Set' }).click();
  await pay.getByRole('alert').waitFor();

  const account = await api().accounts.get.query({ id: world.employed });
  expect(account.connection.error_code).toBe('auth_required');
  expect(account.pay_distribution.error_code).toBe('card_update_failed');
});
