import { describe, expect, test } from 'vitest';
import { linkTests, PATIENT, SLOW, shown } from './src/link-tests.ts';
import { person } from './src/link-world.ts';

const { server, embed } = linkTests();

describe('documents', () => {
  test('are sent one by one, refused where they are wrong, and told when they are in', {
    timeout: SLOW,
  }, async () => {
    const who = await person(server().api, {
      link_item: 'homedepot',
      password: 'pass_unsupported_mfa_method',
    });
    const link = await embed({ userToken: who.token, accountId: who.account });
    const { frame } = link;
    await frame.getByRole('button', { name: 'Send documents instead' }).click();
    await shown(link, 'form');
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await frame.getByText('Add at least one file.').waitFor(PATIENT);
    const file = (name: string, text: string) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    });
    await frame
      .getByLabel('Choose files: Payslips')
      .setInputFiles([file('april.pdf', '%PDF-1.7\nApril'), file('notes.txt', 'hello')]);
    await frame.getByText('This kind of file is not taken.').first().waitFor(PATIENT);
    await frame.getByRole('button', { name: 'Remove notes.txt' }).click();
    await frame.getByRole('button', { name: 'Remove april.pdf' }).waitFor(PATIENT);
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await shown(link, 'sent');

    const { results } = await server().api.forms.list.query({ account: who.account });
    expect(results[0]).toMatchObject({
      status: 'submitted',
      data: { paystubs: [{ name: 'april.pdf' }] },
    });
    expect((await link.said()).at(-1)).toEqual([
      'onDocumentsSubmitted',
      { accountId: who.account, userId: who.user },
    ]);
  });

  test('are not needed for who is not on the list', { timeout: SLOW }, async () => {
    const link = await embed({ showIntroScreen: false });
    const { frame } = link;
    await frame.getByRole('searchbox').fill('corner bakery zzzz');
    await frame.getByText('Nothing found').first().waitFor(PATIENT);
    await frame.getByRole('button', { name: 'I can’t find it' }).click();
    await shown(link, 'unlisted');
    await frame.getByRole('button', { name: 'Answer two questions' }).click();
    await shown(link, 'form');
    const suggested = await frame.getByLabel('Who pays you', { exact: true }).inputValue();
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await shown(link, 'sent');

    expect(suggested).toBe('corner bakery zzzz');
    const names = await link.names();
    expect(names.filter((name) => name.startsWith('on'))).toEqual([
      'onUserCreated',
      'onFormSubmitted',
    ]);
  });
});

describe('a deposit switch', () => {
  const bank_account = {
    bank_name: 'First Harbour',
    routing_number: '084101234',
    account_number: '9483716789',
    account_type: 'checking' as const,
  };

  test('is looked at, changed within its bounds, and confirmed', { timeout: SLOW }, async () => {
    const who = await person(server().api, {
      link_item: 'alderwick_dental_group',
      username: 'test_2',
    });
    const percent_allocation = {
      value: '25',
      min_value: '10',
      max_value: '60',
      allow_editing: true,
    };
    const config = await server().api.payDistributionConfigs.encrypt.mutate({
      bank_account,
      percent_allocation,
    });
    const link = await embed({
      userToken: who.token,
      payDistributionUpdateFlow: true,
      payDistributionConfig: config.encrypted_config,
    });
    const { frame } = link;
    await frame.getByRole('button', { name: /^Direct deposit/ }).click();
    await frame.getByText('First Harbour ending in 6789').waitFor(PATIENT);
    const value = frame.getByLabel('Part of each payment, in percent');
    await value.fill('61');
    await frame.getByRole('button', { name: 'Confirm the change' }).click();
    await frame.getByText('Enter a number within the limits.').waitFor(PATIENT);
    const before = await server().api.accounts.get.query({ id: who.account });
    await value.fill('30');
    await frame.getByRole('button', { name: 'Confirm the change' }).click();
    await shown(link, 'pay_success');

    expect(before.pay_distribution.status).toBe('idle');
    const { results } = await server().api.payAllocations.list.query({ account: who.account });
    const active = results.filter(({ status }) => status !== 'inactive');
    expect(active.map(({ allocation_value }) => allocation_value)).toContain('30');
    expect((await link.names()).slice(-2)).toEqual([
      'onPayDistributionSuccess',
      'pd success - opened',
    ]);
  });
});
