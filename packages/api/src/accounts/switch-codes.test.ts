import { payDistributionErrors } from '@intarsia/domain';
import { payDistributionCodes } from '@intarsia/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connected, eventsOf, everyEventOf, pass, readAccount } from '../testing/logins.ts';
import { bank_account, begin, card, start, whole } from '../testing/switches.ts';

/** Written by hand from the description of the encrypt call: each number with the error it leads to. */
const byNumber = [
  ['9000000001', 'account_disconnected'],
  ['9000000002', 'bank_and_card_update_failed'],
  ['9000000003', 'invalid_mfa'],
  ['9000000004', 'card_update_failed'],
  ['9000000005', 'confirmation_timeout'],
  ['9000000006', 'incompatible_auth'],
  ['9000000007', 'incompatible_config'],
  ['9000000008', 'mfa_timeout'],
  ['9000000009', 'invalid_allocation'],
  ['9000000010', 'system_error'],
] as const;

describe('pay distribution errors by config', () => {
  let t: TestInstance;
  let id: string;
  beforeAll(async () => {
    t = await testInstance();
    ({ id } = await connected(t, { link_item: 'walmart', username: 'gen_1' }));
  });
  afterAll(() => t.close());

  test('the list is all codes there are', () => {
    expect(byNumber.map(([, code]) => code).sort()).toEqual([...payDistributionCodes].sort());
  });

  test.each(byNumber)('%s ends the switch in %s', async (account_number, code) => {
    const before = (await t.rest('GET', `/v1/pay-allocations?account=${id}`)).text;
    await begin(t, id, { ...whole, bank_account: { ...bank_account, account_number } });
    await pass(t, 10_000);

    const { message } = payDistributionErrors[code];
    const account = await readAccount(t, id);
    expect(account.pay_distribution).toEqual({
      status: 'error',
      error_code: code,
      error: code,
      error_message: message,
      updated_at: expect.any(String),
    });
    expect(account.connection).toMatchObject({ status: 'connected', error_code: null });
    const failed = (await everyEventOf(t, id)).findLast(({ type }) => type.endsWith('_failed'));
    expect(failed).toMatchObject({
      type: 'accounts.pay_distribution_failed',
      data: { account: id, user: account.user, error_code: code, error_message: message },
    });
    expect((await eventsOf(t, id)).at(-1)).toBe('accounts.updated');
    expect((await t.rest('GET', `/v1/pay-allocations?account=${id}`)).text).toBe(before);
  });

  test('a number of a card does the same', async () => {
    await begin(t, id, { card: { ...card, card_number: '9000000000000004' } });
    await pass(t, 10_000);

    expect((await readAccount(t, id)).pay_distribution.error_code).toBe('card_update_failed');
  });

  test('what is finer than the source can divide is invalid_allocation', async () => {
    await begin(t, id, { bank_account, amount_allocation: { value: '10.005' } });
    await pass(t, 10_000);

    expect((await readAccount(t, id)).pay_distribution.error_code).toBe('invalid_allocation');
  });

  test('what the source does not offer is incompatible_config, at once', async () => {
    const { body } = await start(t, id, { bank_account, percent_allocation: { value: '10' } });

    expect(body).toMatchObject({ pay_distribution: { error_code: 'incompatible_config' } });
  });
});
