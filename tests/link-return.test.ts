import { describe, expect, test } from 'vitest';
import { goOn, heading, openAlone, screen, typeLogin } from './src/link-page.ts';
import { linkTests, PATIENT, SLOW, shown } from './src/link-tests.ts';
import { person } from './src/link-world.ts';

const { server, newPage, embed } = linkTests();

describe('who comes back', () => {
  test('connects again with one tap, without typing anything', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'warpride' });
    const lost = { id: who.account, status: 'error', error_code: 'auth_required' } as const;
    await server().api.sandbox.setConnection.mutate(lost);
    const link = await embed({ userToken: who.token, accountId: who.account });
    await shown(link, 'error');
    await link.frame.getByRole('button', { name: 'Reconnect' }).click();
    await shown(link, 'success');

    expect(await link.names()).toEqual([
      'error - opened',
      'onAccountConnected',
      'success - opened',
    ]);
  });

  test('is told when one tap was not enough', { timeout: SLOW }, async () => {
    const who = await person(server().api, {
      link_item: 'homedepot',
      password: 'pass_session_limit_reached',
    });
    const link = await embed({ userToken: who.token });
    await shown(link, 'manager');
    await link.frame.getByRole('button', { name: 'Reconnect: The Home Depot' }).click();
    await shown(link, 'error');

    expect(await link.names()).toEqual(['onAccountError', 'error - opened']);
  });

  test('removes an access after being asked', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'warpride' }, { link_item: 'taskheddle' });
    const link = await embed({ userToken: who.token });
    await shown(link, 'manager');
    const remove = link.frame.getByRole('button', { name: 'Remove the access to Taskheddle' });
    await remove.click();
    await link.frame.getByRole('button', { name: 'Keep it' }).click();
    await remove.click();
    await link.frame.getByRole('button', { name: 'Remove the access' }).click();
    await shown(link, 'manager');
    await remove.waitFor({ state: 'detached' });

    await expect
      .poll(link.said, PATIENT)
      .toEqual([
        [
          'onAccountRemoved',
          { accountId: who.account, userId: who.user, linkItemId: 'taskheddle' },
        ],
      ]);
    const { results } = await server().api.accounts.list.query({ user: who.user });
    expect(results.map(({ link_item }) => link_item)).toEqual(['warpride']);
  });

  test('chooses how to get a code, and gives it', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'warpride', username: 'mfa-choice' });
    const link = await embed({ userToken: who.token });
    await shown(link, 'mfa');
    await link.frame.getByLabel('Text message to (***) ***-0010').check();
    await link.frame.getByRole('button', { name: 'Send the code' }).click();
    await link.frame.getByLabel('Code', { exact: true }).fill('8081');
    await link.frame.getByRole('button', { name: 'Confirm' }).click();
    await shown(link, 'success');

    expect(await link.names()).toContain('onAccountConnected');
  });

  test('approves on the phone, and this goes on by itself', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'warpride', username: 'mfa-push' });
    const page = await newPage();
    await openAlone(page, server(), { person: who });
    const asked = await heading(page);
    await server().api.clock.advance.mutate({ by: 'PT30S' });
    await screen(page, 'success');

    expect(asked).toBe('Approve on your phone');
  });

  test('is told that a code was wrong, and may try another', { timeout: SLOW }, async () => {
    const login = { link_item: 'warpride', username: 'mfa-wrong-three-times' };
    const who = await person(server().api, login);
    const page = await newPage();
    await openAlone(page, server(), { person: who });
    await page.getByLabel('Code', { exact: true }).fill('1');
    await goOn(page);
    await page.getByText('That code was not accepted.').waitFor(PATIENT);
    await page.getByLabel('Code', { exact: true }).fill('8081');
    await goOn(page);
    await screen(page, 'success');
  });

  test('who gives no code in time is told so', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'weftgo' });
    const page = await newPage();
    await openAlone(page, server(), { person: who });
    const left = await page.getByText(/\d minutes left/).textContent();
    await server().api.clock.advance.mutate({ by: 'PT6M' });
    await screen(page, 'error');

    expect(left).toBe('4 minutes left');
    expect(await heading(page)).toBe('The code was not entered in time');
  });

  test('has a new code sent, and goes on with it', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'weftgo' });
    const page = await newPage();
    await openAlone(page, server(), { person: who });
    await page.getByRole('button', { name: 'Send a new code' }).click();
    await page.getByText('It is on its way.').waitFor({ state: 'attached' });
    await page.getByLabel('Code', { exact: true }).fill('8081');
    await expect
      .poll(() => page.getByRole('button', { name: 'Confirm' }).getAttribute('aria-disabled'))
      .toBeNull();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await screen(page, 'success');
  });
});

describe('what goes wrong around Link', () => {
  test('a reload goes on at the same step', { timeout: SLOW }, async () => {
    const page = await newPage();
    await openAlone(page, server(), { item: 'weftgo' });
    await goOn(page);
    await page.locator('input[name="password"]').waitFor();
    await page.reload();
    await screen(page, 'login');
    await typeLogin(page);
    await goOn(page);
    await screen(page, 'mfa');
    const address = page.url();
    const storage = await page.evaluate(() => [localStorage.length, sessionStorage.length]);

    expect(await heading(page)).toBe('Enter your code');
    expect(address).not.toMatch(/token|test_1|passgood/);
    expect(storage).toEqual([0, 0]);
  });

  test('a line that is cut loses nothing', { timeout: SLOW }, async () => {
    const page = await newPage();
    await openAlone(page, server(), { item: 'warpride' });
    await goOn(page);
    await typeLogin(page);
    await page.context().setOffline(true);
    await goOn(page);
    await page.getByText('There is no connection.').waitFor(PATIENT);
    const kept = await page.locator('input[name="username"]').inputValue();
    await page.context().setOffline(false);
    await goOn(page);
    await screen(page, 'success');

    expect(kept).toBe('test_1');
  });

  test('of two windows on one account both go on', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'weftgo' });
    const [one, other] = [await newPage(), await newPage()];
    await openAlone(one, server(), { person: who });
    await openAlone(other, server(), { person: who });
    await one.getByLabel('Code', { exact: true }).fill('8081');
    await goOn(one);
    await screen(one, 'success');
    await screen(other, 'success');
  });

  test('a page that answers with an ended token is told so, and is not asked without end', {
    timeout: SLOW,
  }, async () => {
    const who = await person(server().api, { link_item: 'warpride' });
    const link = await embed({ userToken: who.token });
    await shown(link, 'manager');
    await link.page.evaluate((ended) => {
      // Safe: the page around keeps them there.
      const kept = window as unknown as { said: unknown[][]; updateToken(token: string): void };
      const push = kept.said.push.bind(kept.said);
      kept.said.push = (...said) => {
        if (said[0]?.[0] === 'onTokenExpired') setTimeout(() => kept.updateToken(ended));
        return push(...said);
      };
    }, who.token);
    await server().api.clock.advance.mutate({ by: 'P30DT1M' });
    await shown(link, 'failed');

    expect(await link.names()).toEqual(['onTokenExpired', 'onError', 'error - opened']);
    expect((await link.said())[1]).toEqual(['onError', { error: 'expired_user_token' }]);
  });

  test('a token that ends is asked for anew, and the person goes on', {
    timeout: SLOW,
  }, async () => {
    const who = await person(server().api, { link_item: 'warpride' });
    await server().api.clock.advance.mutate({ by: 'P31D' });
    const link = await embed({ userToken: who.token });
    await expect.poll(link.names, PATIENT).toContain('onTokenExpired');
    const { access } = await server().api.tokens.create.mutate({ user: who.user });
    await link.updateToken(access);
    await shown(link, 'manager');

    expect(await link.names()).toEqual(['onTokenExpired']);
  });

  test('a sandbox that is brought back is shown as it is then', { timeout: SLOW }, async () => {
    const { api } = server();
    const { id: user, token } = await api.users.create.mutate({});
    const login = { user, username: 'test_1', password: 'passgood' };
    await api.sandbox.connect.mutate({ ...login, link_item: 'warpride' });
    const { id } = await api.snapshots.create.mutate({});
    await api.sandbox.connect.mutate({ ...login, link_item: 'taskheddle' });
    const link = await embed({ userToken: token });
    await expect.poll(() => link.frame.locator('h2').count(), PATIENT).toBe(2);
    await api.snapshots.restore.mutate({ id });
    await expect
      .poll(() => link.frame.locator('h2').allTextContents(), PATIENT)
      .toEqual(['Warpride']);

    expect(await link.names()).toEqual([]);
  });
});
