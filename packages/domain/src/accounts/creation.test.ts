import { describe, expect, test } from 'vitest';
import {
  catalogueItem,
  connectedAccount,
  connectingAccount,
  formItem,
  platformItem,
} from '../testing.ts';
import {
  Account,
  isPurgeable,
  newAccount,
  newFormAccount,
  purgeAt,
  removeAccount,
  sourceOf,
  submitForm,
} from './index.ts';

const at = { id: '018051aa-f7a9-7000-8000-6cfa325e9d69', now: '2026-03-01T09:00:00.000000Z' };
const user = '0180519e-620f-7000-8000-307c086c0773';

test('a new account is connecting and has nothing yet', () => {
  const item = catalogueItem();

  const { account, events } = newAccount({ user, item, source: 'workbay' }, at);

  const nothing = { error_code: null, error_message: null, updated_at: at.now };
  expect(Account.parse(account)).toEqual({
    id: at.id,
    user,
    employers: ['Gnome Depot'],
    link_item: 'gnomedepot',
    data_partner: 'gnomedepot',
    source: 'workbay',
    created_at: at.now,
    updated_at: at.now,
    was_connected: false,
    status: 'connecting',
    error_code: null,
    connection: { status: 'connecting', ...nothing },
    pay_distribution: { status: 'idle', error: null, ...nothing },
    availability: {
      profiles: null,
      employments: null,
      reputations: null,
      documents: null,
      vehicles: null,
      pay_allocations: null,
      payouts: null,
      activities: null,
      forms: null,
    },
  });
  const data = { account: at.id, user };
  expect(events).toEqual([
    { type: 'accounts.added', occurred_at: at.now, data, resource: account },
    { type: 'accounts.updated', occurred_at: at.now, data, resource: account },
  ]);
});

test.each([
  ['an employer has its name as employer at once', catalogueItem(), ['Gnome Depot']],
  ['a payroll platform waits for the first scan', platformItem(), []],
])('%s', (_, item, employers) => {
  expect(newAccount({ user, item, source: 'x' }, at).account.employers).toEqual(employers);
});

test('a form account is made connecting, without employers', () => {
  const { account, events } = newFormAccount({ user, item: formItem(), source: 'x' }, at);

  expect(account).toMatchObject({ employers: [], was_connected: false, status: 'connecting' });
  expect(events.map((event) => event.type)).toEqual(['accounts.added', 'accounts.updated']);
});

test('a login cannot be made at a form item, nor a form account at another', () => {
  const refused = expect.objectContaining({
    code: 'input_invalid',
    fields: { link_item: [expect.any(String)] },
  });

  expect(() => newAccount({ user, item: formItem(), source: 'x' }, at)).toThrow(refused);
  expect(() => newFormAccount({ user, item: catalogueItem(), source: 'x' }, at)).toThrow(refused);
});

test('the source is that of the item, and always the same in a sandbox', () => {
  expect(sourceOf(platformItem(), 'live')).toBe('workbay');
  expect(sourceOf(platformItem(), 'sandbox')).toBe('argyle_sandbox');
});

test('a removed account leaves its ids and no copy of itself', () => {
  const account = connectedAccount();

  const { events } = removeAccount(account, '2026-03-02T00:00:00.000000Z');

  expect(events).toEqual([
    {
      type: 'accounts.removed',
      occurred_at: '2026-03-02T00:00:00.000000Z',
      data: { account: account.id, user: account.user },
    },
  ]);
});

describe('thirty days after it was made', () => {
  const due = '2026-03-31T09:00:00.000000Z';

  test('an account that never connected may go, and not earlier', () => {
    const account = connectingAccount();

    expect(purgeAt(account)).toBe(due);
    expect(isPurgeable(account, due)).toBe(true);
    expect(isPurgeable(account, '2026-03-31T08:59:59.999999Z')).toBe(false);
  });

  test('an account that once connected stays', () => {
    expect(isPurgeable(connectedAccount(), due)).toBe(false);
  });

  test('an account with forms stays', () => {
    const forms = { form: at.id, available_count: 1, files_count: 1, in_progress_count: 0 };
    const { account } = submitForm(connectingAccount(), forms, at.now);

    expect(isPurgeable(account, due)).toBe(false);
  });
});
