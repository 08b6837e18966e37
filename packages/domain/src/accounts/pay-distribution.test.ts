import { describe, expect, test } from 'vitest';
import { payDistributionErrors } from '../pay-distribution-errors.ts';
import { catalogueItem, connectedAccount, connectingAccount, formItem } from '../testing.ts';
import {
  type Account,
  type AccountChange,
  advancePayDistribution,
  confirmPayDistribution,
  connectAccount,
  failPayDistribution,
  loseConnection,
  newFormAccount,
  requestPayDistribution,
} from './index.ts';

const item = catalogueItem();
const now = '2026-03-01T10:00:00.000000Z';
const typesOf = ({ events }: AccountChange) => events.map((event) => event.type);
const requested = (account: Account) => requestPayDistribution(account, { item, now }).account;
const confirmed = (account: Account) => confirmPayDistribution(requested(account), now).account;
const illegal = expect.objectContaining({ code: 'transition_illegal' });

test('a switch on a live account is confirmed, scanned, updated and done', () => {
  const first = requestPayDistribution(connectedAccount(), { item, now });
  const second = confirmPayDistribution(first.account, now);
  const third = advancePayDistribution(second.account, 'updating', now);
  const last = advancePayDistribution(third.account, 'success', now);

  const steps = [first, second, third, last];
  expect(steps.map(({ account }) => account.pay_distribution.status)).toEqual([
    'awaiting_confirmation',
    'scanning',
    'updating',
    'success',
  ]);
  expect(steps.map(typesOf)).toEqual([
    ['accounts.updated'],
    ['accounts.updated'],
    ['accounts.updated'],
    ['accounts.pay_distribution_success', 'accounts.updated'],
  ]);
  expect(last.account.connection).toEqual(connectedAccount().connection);
});

test('a switch on an account that is not live waits for its connection', () => {
  const waiting = confirmed(connectingAccount());

  expect(waiting.pay_distribution.status).toBe('awaiting_connection');
  expect(() => advancePayDistribution(waiting, 'scanning', now)).toThrow(illegal);
  const live = connectAccount(waiting, { item, now }).account;
  expect(advancePayDistribution(live, 'scanning', now).account.pay_distribution.status).toBe(
    'scanning',
  );
});

describe('a switch that fails', () => {
  test('has its code twice, its text, and leaves the connection as it is', () => {
    const change = failPayDistribution(confirmed(connectedAccount()), 'card_update_failed', now);

    const error_message = payDistributionErrors.card_update_failed.message;
    expect(change.account.pay_distribution).toEqual({
      status: 'error',
      error_code: 'card_update_failed',
      error: 'card_update_failed',
      error_message,
      updated_at: now,
    });
    expect(change.account.connection.status).toBe('connected');
    expect(change.events).toEqual([
      {
        type: 'accounts.pay_distribution_failed',
        occurred_at: now,
        data: {
          account: change.account.id,
          user: change.account.user,
          error_code: 'card_update_failed',
          error_message,
        },
        resource: change.account,
      },
      expect.objectContaining({ type: 'accounts.updated' }),
    ]);
  });

  test('may be followed by another, which forgets the error', () => {
    const failed = failPayDistribution(requested(connectedAccount()), 'system_error', now).account;

    expect(requested(failed).pay_distribution).toEqual({
      status: 'awaiting_confirmation',
      error_code: null,
      error: null,
      error_message: null,
      updated_at: now,
    });
  });
});

test('work at the source needs a live account, and its success is a fact all the same', () => {
  const scanning = confirmed(connectedAccount());
  const updating = advancePayDistribution(scanning, 'updating', now).account;
  const lost = (account: Account) => loseConnection(account, 'auth_required', now).account;

  expect(() => advancePayDistribution(lost(scanning), 'updating', now)).toThrow(illegal);
  expect(
    advancePayDistribution(lost(updating), 'success', now).account.pay_distribution.status,
  ).toBe('success');
});

test.each([
  ['confirmed', () => confirmPayDistribution(connectedAccount(), now)],
  ['advanced', () => advancePayDistribution(connectedAccount(), 'scanning', now)],
  ['failed', () => failPayDistribution(connectedAccount(), 'system_error', now)],
])('an idle switch cannot be %s', (_, move) => {
  expect(move).toThrow(illegal);
});

test('a form account has no pay to switch', () => {
  const at = { id: '018051aa-f7a9-7000-8000-6cfa325e9d69', now };
  const form = formItem();
  const { account } = newFormAccount({ user: at.id, item: form, source: 'x' }, at);

  expect(() => requestPayDistribution(account, { item: form, now })).toThrow(illegal);
});
