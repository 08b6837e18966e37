import { describe, expect, test } from 'vitest';
import { goOn, openAlone, screen, typeLogin } from './src/link-page.ts';
import { linkTests, PATIENT, SLOW, shown } from './src/link-tests.ts';

const { server, newPage, embed } = linkTests();

describe('a connection by keyboard alone', () => {
  test('goes through search, login and code, and is told in the documented order', {
    timeout: SLOW,
  }, async () => {
    const link = await embed();
    const { page, frame } = link;
    const said: (string | null)[] = [];
    const hear = async () => said.push(await frame.locator('[role="status"]').textContent());
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };

    // A browser hands its keys to another process a moment after the focus.
    const goOnButton = frame.getByRole('button', { name: 'Continue' }).and(frame.locator(':focus'));
    const reach = async () => {
      await press('Tab');
      return goOnButton.count();
    };
    await expect.poll(reach, PATIENT).toBe(1);
    await press('Enter');
    await shown(link, 'search');
    await page.keyboard.type('weftgo');
    await frame.getByText('1 result').waitFor({ ...PATIENT, state: 'attached' });
    await hear();
    await press('ArrowDown', 'Enter');
    await frame.getByLabel('E-mail address or phone number').waitFor(PATIENT);
    await page.keyboard.type('test_1');
    await press('Tab');
    await page.keyboard.type('passgood');
    await press('Enter');
    await shown(link, 'mfa');
    await frame.locator('input[name="code"]:focus').waitFor(PATIENT);
    await page.keyboard.type('8081');
    await press('Enter');
    await shown(link, 'success');
    await frame.locator('h1:focus').waitFor(PATIENT);
    await frame.getByText('Everything there is has been read.').first().waitFor(PATIENT);
    await press('Escape');
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect(await link.names()).toEqual([
      'intro - opened',
      'search - opened',
      'search - term updated',
      'search - link item selected',
      'login - opened',
      'login - form submitted',
      'onUserCreated',
      'onAccountCreated',
      'mfa - opened',
      'onAccountConnected',
      'success - opened',
      'link closed',
      'onClose',
    ]);
    expect(said).toEqual(['1 result']);
    expect(await link.refused()).toEqual([]);
  });
});

test('what changes is said to those who listen instead of looking', { timeout: SLOW }, async () => {
  const page = await newPage();
  await openAlone(page, server(), { item: 'warpride' });
  await goOn(page);
  await page.locator('input[name="username"]').fill('slow-connect');
  await page.locator('input[name="password"]').fill('passgood');
  await goOn(page);
  await screen(page, 'progress');
  const said = page.getByRole('status');
  await expect.poll(() => said.textContent(), PATIENT).toBe('Warpride is checking your login.');
  await server().api.clock.advance.mutate({ by: 'PT2M' });
  await screen(page, 'success');
  await expect.poll(() => said.textContent(), PATIENT).toBe('Everything there is has been read.');

  await openAlone(page, server(), { item: 'warpride' });
  await goOn(page);
  await typeLogin(page, 'wrong');
  await goOn(page);
  await page
    .getByRole('alert')
    .filter({ hasText: 'The login or password is wrong.' })
    .waitFor(PATIENT);
});

test('a wrong login is told above the empty fields, and can be mended there', {
  timeout: SLOW,
}, async () => {
  const link = await embed({ linkItems: ['warpride'], showIntroScreen: false });
  const { frame } = link;
  const type = async (password: string) => {
    await frame.locator('input[name="username"]').fill('test_1');
    await frame.locator('input[name="password"]').fill(password);
    await frame.getByRole('button', { name: 'Connect Warpride' }).click();
  };
  await type('wrong');
  await frame.getByText('The login or password is wrong.').waitFor(PATIENT);
  const left = await frame.locator('input').evaluateAll((all) =>
    // Safe: only inputs match.
    all.map((one) => (one as HTMLInputElement).value),
  );
  await type('passgood');
  await shown(link, 'success');

  expect(left).toEqual(['', '']);
  expect(await link.names()).toEqual([
    'login - opened',
    'login - form submitted',
    'onUserCreated',
    'onAccountCreated',
    'onAccountError',
    'login - opened',
    'login - form submitted',
    'onAccountUpdated',
    'onAccountConnected',
    'success - opened',
  ]);
  const opening = (await link.said()).filter(
    ([, payload]) => Object(payload).name === 'login - opened',
  );
  expect(opening.map(([, payload]) => Object(payload).properties.errorCode)).toEqual([
    undefined,
    'invalid_credentials',
  ]);
});
