import type { PayDistributionConfig } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, local } from '../testing/browser.ts';
import { newPerson } from '../testing/link.ts';
import { engineNames, pass } from '../testing/logins.ts';

const bank_account = {
  bank_name: 'Harborline Bank',
  routing_number: '123456789',
  account_number: '9876543210',
  account_type: 'checking',
} as const;
const card = {
  card_number: '4111111111111111',
  card_name: 'Everyday',
  expiration_year: 2030,
  expiration_month: 12,
  card_cvc_cvv: '123',
  postal_code: '10001',
};
const editable: PayDistributionConfig = {
  bank_account,
  amount_allocation: { value: '150', min_value: '50', max_value: '500', allow_editing: true },
};

describe.each(engineNames)('reviewing a deposit switch on %s', (engine) => {
  let t: TestInstance;
  let person: Awaited<ReturnType<typeof newPerson>>;
  let account: string;
  beforeAll(async () => {
    t = await testInstance({ engine });
    person = await newPerson(t);
    // It switches whole pay and amounts, to banks and cards.
    const login = { link_item: 'walmart', username: 'test_1', password: 'passgood' };
    ({ id: account } = (await person.link.connect(login)).account);
    await pass(t, 600_000);
  });
  afterAll(() => t.close());

  const sealed = async (config: PayDistributionConfig) =>
    (await t.caller().payDistributionConfigs.encrypt(config)).encrypted_config;
  const review = async (config: PayDistributionConfig) =>
    person.link.payReview({ account, encrypted_config: await sealed(config) });

  test('shows what would change and where the pay goes now, masked', async () => {
    const shown = await review({ bank_account, entire_allocation: true });
    const { results } = await t.caller().payAllocations.list({ account });

    expect(shown).toEqual({
      bank_account: {
        bank_name: 'Harborline Bank',
        account_type: 'checking',
        last_digits: '3210',
      },
      card: null,
      is_elsewhere: false,
      share: { kind: 'entire', value: null },
      editing: null,
      fits: true,
      current: [
        {
          destination_type: 'bank_account',
          name: expect.any(String),
          last_digits: results[0]?.bank_account.account_number?.slice(-4),
          allocation_type: 'percent',
          allocation_value: expect.any(String),
        },
      ],
    });
    const numbers = results.map(({ bank_account: { account_number } }) => account_number);
    for (const number of numbers) expect(JSON.stringify(shown)).not.toContain(number);
  });

  test('shows a card by its last digits, and of one that is kept elsewhere nothing', async () => {
    expect(await review({ card })).toMatchObject({
      bank_account: null,
      card: { card_name: 'Everyday', last_digits: '1111' },
      share: { kind: 'entire' },
    });
    expect(await review({ card_source: { vault: 'somewhere' } })).toMatchObject({
      card: null,
      is_elsewhere: true,
    });
  });

  test('says what does not fit the link item', async () => {
    const shown = await review({ bank_account, percent_allocation: { value: '25' } });

    expect(shown).toMatchObject({ fits: false, share: { kind: 'percent', value: '25' } });
  });

  test('says between what the person may choose', async () => {
    expect((await review(editable)).editing).toEqual({
      min_value: '50',
      max_value: '500',
      step: '0.01',
    });
  });

  test('a chosen value makes another config, with which the switch can be started', async () => {
    const encrypted_config = await sealed(editable);

    const edited = await person.link.editPay({ account, encrypted_config, value: '200.50' });
    const again = await person.link.payReview({
      account,
      encrypted_config: edited.encrypted_config,
    });
    const started = await person.api.accounts.startPayDistribution({
      id: account,
      encrypted_config: edited.encrypted_config,
    });

    expect(edited.review.share).toEqual({ kind: 'amount', value: '200.50' });
    expect(again).toEqual(edited.review);
    expect(started.pay_distribution.status).toBe('awaiting_confirmation');
  });

  test.each([
    ['49.99', editable],
    ['500.01', editable],
    ['100.001', editable],
    ['0', editable],
    ['-1', editable],
    ['1e3', editable],
    ['', editable],
    ['100', { bank_account, amount_allocation: { value: '150' } }],
    ['100', { bank_account, entire_allocation: true }],
    ['100', { card }],
  ] as [string, PayDistributionConfig][])(
    'the value %j is refused for %j',
    async (value, config) => {
      const encrypted_config = await sealed(config);

      await expect(person.link.editPay({ account, encrypted_config, value })).rejects.toMatchObject(
        {
          cause: { code: 'input_invalid', fields: { value: [expect.any(String)] } },
        },
      );
    },
  );

  test.each(['payReview', 'editPay'] as const)('%s refuses what is none of ours', async (verb) => {
    const other = await newPerson(t);
    const encrypted_config = await sealed(editable);
    const ask = (link: typeof person.link, config: string) =>
      link[verb]({ account, encrypted_config: config, value: '100' });

    expect(await codeOf(ask(other.link, encrypted_config))).toBe('account_not_found');
    expect(await codeOf(ask(person.link, 'bm9uZQ=='))).toBe('input_invalid');
    expect(await codeOf(ask(person.link, ''))).toBe('input_invalid');
    expect(await codeOf(ask(person.link, 'x'.repeat(65_537)))).toBe('input_invalid');
  });

  test('nothing is reviewed where the client does not switch pay', async () => {
    const encrypted_config = await sealed(editable);
    const { clients } = t.caller(local);
    await clients.update({ id: t.client.id, settings: { pay_distribution: false } });

    expect(await codeOf(person.link.payReview({ account, encrypted_config }))).toBe(
      'pay_distribution_off',
    );
    await clients.update({ id: t.client.id, settings: { pay_distribution: true } });
  });
});
