import {
  ConnectionErrorCode,
  connectionErrors,
  PayDistributionErrorCode,
  payDistributionErrors,
} from '@intarsia/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { linkTestsOnOnePage, SLOW, shown } from './src/link-tests.ts';
import { type Person, person } from './src/link-world.ts';

const tests = linkTestsOnOnePage();

/** What Link shows: the cause as its heading, what to do, and the first button. */
const readScreen = () =>
  tests
    .link()
    .frame.locator('.card')
    .evaluate((card) => {
      const textOf = (selector: string) => card.querySelector(selector)?.textContent;
      const text = `${textOf('h1')}. ${textOf('.screen-text')}`;
      return { text, next: textOf('.actions button') };
    });

/** A text for people, written as the screen writes it: two sentences. */
const written = (text: string) =>
  text.replace(/[.:] (\w)/, (_, letter) => `. ${letter.toUpperCase()}`);

/** The first thing to do about each error, written down by hand. */
const firstSteps: Readonly<Record<ConnectionErrorCode, string>> = {
  account_disabled: 'Choose another one',
  account_inaccessible: 'Close',
  account_incomplete: 'Close',
  invalid_credentials: 'Log in again',
  auth_required: 'Reconnect',
  expired_credentials: 'Log in again',
  invalid_auth: 'Log in again',
  full_auth_required: 'Log in again',
  unsupported_auth_type: 'Log in again',
  tos_required: 'Try again',
  invalid_account_type: 'Log in again',
  invalid_login_method: 'Log in again',
  invalid_login_url: 'Log in again',
  invalid_employer_identifier: 'Log in again',
  invalid_store_identifier: 'Log in again',
  invalid_mfa: 'Try again',
  mfa_timeout: 'Try again',
  mfa_attempts_exceeded: 'Close',
  mfa_exhausted: 'Close',
  mfa_cancelled_by_the_user: 'Try again',
  mfa_not_configured: 'Try again',
  physical_mfa_unsupported: 'Try again',
  unsupported_mfa_method: 'Send documents instead',
  login_attempts_exceeded: 'Close',
  session_limit_reached: 'Try again',
  connection_unavailable: 'Close',
  platform_unavailable: 'Close',
  platform_temporarily_unavailable: 'Close',
  service_unavailable: 'Close',
  auth_method_temporarily_unavailable: 'Log in again',
  unsupported_language: 'Try again',
  user_action_timeout: 'Try again',
  system_error: 'Try again',
};

test.each(ConnectionErrorCode.options)(
  '%s of a connection is told, and shown with its cause, its advice and the next step',
  { timeout: SLOW },
  async (code) => {
    const { api } = tests.server();
    const { refused, advice } = connectionErrors[code];
    const password = refused ? `pass_${code}` : 'passgood';
    const { token: userToken, account: id } = await person(api, {
      link_item: 'warpride',
      password,
    });
    // Only what once worked can be lost like this.
    if (!refused) {
      await api.sandbox.setConnection.mutate({ id, status: 'error', error_code: code });
    }
    const link = tests.link();
    await link.again({ userToken, accountId: id });
    await shown(link, 'error');
    const screen = await readScreen();

    expect(screen).toEqual({ text: written(advice.person), next: firstSteps[code] });
    expect((await link.said())[0]).toMatchObject([
      'onUIEvent',
      { name: 'error - opened', properties: { accountId: id, errorType: code } },
    ]);
  },
);

describe('a deposit switch', () => {
  const firstPaySteps: Readonly<Record<PayDistributionErrorCode, string>> = {
    account_disconnected: 'Log in again',
    bank_and_card_update_failed: 'Close',
    invalid_mfa: 'Check and try again',
    card_update_failed: 'Check and try again',
    confirmation_timeout: 'Check and try again',
    incompatible_auth: 'Log in again',
    incompatible_config: 'Close',
    mfa_timeout: 'Check and try again',
    invalid_allocation: 'Check and try again',
    system_error: 'Close',
  };
  let who: Person;
  let config: string;
  beforeAll(async () => {
    const { api } = tests.server();
    who = await person(api, { link_item: 'alderwick_dental_group', username: 'test_2' });
    const bank_account = {
      routing_number: '084101234',
      account_number: '9483716789',
      account_type: 'checking' as const,
    };
    const percent_allocation = { value: '25' };
    const asked = { bank_account, percent_allocation };
    config = (await api.payDistributionConfigs.encrypt.mutate(asked)).encrypted_config;
  }, SLOW);

  test.each(PayDistributionErrorCode.options)(
    'that ends with %s is told, and shown with its cause, its advice and the next step',
    { timeout: SLOW },
    async (error_code) => {
      const { setPayDistribution } = tests.server().api.sandbox;
      const id = who.account;
      const link = tests.link();
      await setPayDistribution.mutate({ id, status: 'updating' });
      await link.again({
        userToken: who.token,
        payDistributionUpdateFlow: true,
        payDistributionConfig: config,
      });
      await shown(link, 'pay_progress');
      await setPayDistribution.mutate({ id, status: 'error', error_code });
      await shown(link, 'pay_error');
      const screen = await readScreen();

      const { person: text } = payDistributionErrors[error_code].advice;
      expect(screen).toEqual({ text: written(text), next: firstPaySteps[error_code] });
      const about = { accountId: id, userId: who.user, linkItemId: 'alderwick_dental_group' };
      const [first, second] = await link.said();
      expect(first).toEqual(['onPayDistributionError', about]);
      expect(second).toMatchObject([
        'onUIEvent',
        { name: 'error - opened', properties: { accountId: id, errorType: error_code } },
      ]);
    },
  );
});
