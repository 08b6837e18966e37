import { describe, expect, test } from 'vitest';
import { connectionErrors } from '../connection-errors.ts';
import {
  catalogueItem,
  connectedAccount,
  connectingAccount,
  formItem,
  scanningAccount,
} from '../testing.ts';
import {
  type AccountChange,
  connectAccount,
  failConnection,
  loseConnection,
  newFormAccount,
  recoverConnection,
  submitCredentials,
} from './index.ts';

const item = catalogueItem();
const now = '2026-03-01T09:00:07.000000Z';
const next = '2026-03-01T10:00:00.000000Z';
const typesOf = ({ events }: AccountChange) => events.map((event) => event.type);

describe('a login', () => {
  test('that is accepted connects the account for good', () => {
    const change = connectAccount(connectingAccount(), { item, now });

    expect(change.account).toMatchObject({
      was_connected: true,
      status: 'connected',
      updated_at: now,
      connection: { status: 'connected', error_code: null, error_message: null, updated_at: now },
    });
    expect(typesOf(change)).toEqual(['accounts.connected', 'accounts.updated']);
  });

  test('that is refused leaves its code and text everywhere they are shown', () => {
    const change = failConnection(connectingAccount(), 'invalid_credentials', { item, now });

    const error_message = connectionErrors.invalid_credentials.message;
    expect(change.account).toMatchObject({
      was_connected: false,
      status: 'error',
      error_code: 'invalid_credentials',
      connection: { status: 'error', error_code: 'invalid_credentials', error_message },
    });
    expect(change.events).toEqual([
      {
        type: 'accounts.failed',
        occurred_at: now,
        data: {
          account: change.account.id,
          user: change.account.user,
          error_code: 'invalid_credentials',
          error_message,
        },
        resource: change.account,
      },
      expect.objectContaining({ type: 'accounts.updated', resource: change.account }),
    ]);
  });

  test('again clears the error and connects anew', () => {
    const failed = failConnection(connectingAccount(), 'invalid_mfa', { item, now }).account;

    const again = submitCredentials(failed, next);

    expect(again.account).toMatchObject({ status: 'connecting', error_code: null });
    expect(again.account.connection).toEqual({
      status: 'connecting',
      error_code: null,
      error_message: null,
      updated_at: next,
    });
    expect(typesOf(again)).toEqual(['accounts.updated']);
    expect(typesOf(connectAccount(again.account, { item, now: next }))).toEqual([
      'accounts.connected',
      'accounts.updated',
    ]);
  });

  test('that is under way takes no second one', () => {
    expect(() => submitCredentials(connectingAccount(), now)).toThrow(
      expect.objectContaining({ code: 'transition_illegal' }),
    );
  });

  test('again that finds the session not enough fails without accounts.failed', () => {
    const again = submitCredentials(connectedAccount(), now).account;

    expect(typesOf(failConnection(again, 'full_auth_required', { item, now }))).toEqual([
      'accounts.updated',
    ]);
  });

  test('that never worked always fails with accounts.failed', () => {
    expect(typesOf(failConnection(connectingAccount(), 'auth_required', { item, now }))).toEqual([
      'accounts.failed',
      'accounts.updated',
    ]);
  });

  test('goes on when the catalogue has forgotten the item', () => {
    const forgotten = { item: undefined, now };

    expect(connectAccount(connectingAccount(), forgotten).account.status).toBe('connected');
    expect(failConnection(connectingAccount(), 'system_error', forgotten).account.error_code).toBe(
      'system_error',
    );
  });
});

describe('a connection', () => {
  test('that is lost was connected all the same', () => {
    const change = loseConnection(connectedAccount(), 'auth_required', now);

    expect(change.account).toMatchObject({
      was_connected: true,
      status: 'error',
      error_code: 'auth_required',
    });
    expect(typesOf(change)).toEqual(['accounts.updated']);
  });

  test('that is lost in the middle of the first scan fails the scan', () => {
    const { account } = loseConnection(scanningAccount(), 'auth_required', now);

    expect(account.availability.profiles).toEqual({ status: 'sync_failed', updated_at: now });
    expect(account.availability.payouts?.status).toBe('sync_failed');
    expect(account.availability.forms).toBeNull();
  });

  test('recovers from an outage without credentials', () => {
    const { account } = loseConnection(connectedAccount(), 'platform_unavailable', now);

    const change = recoverConnection(account, next);

    expect(change.account).toMatchObject({ status: 'connected', error_code: null });
    expect(typesOf(change)).toEqual(['accounts.updated']);
  });

  test('that first comes after an outage is told as connected', () => {
    const failed = failConnection(connectingAccount(), 'connection_unavailable', { item, now });

    const change = recoverConnection(failed.account, next);

    expect(change.account.was_connected).toBe(true);
    expect(typesOf(change)).toEqual(['accounts.connected', 'accounts.updated']);
  });

  test('never recovers by itself from what only the person can mend', () => {
    const { account } = loseConnection(connectedAccount(), 'auth_required', now);

    expect(() => recoverConnection(account, next)).toThrow(
      'An account cannot go from error (auth_required) to connected.',
    );
  });
});

test('a form account never connects and never fails', () => {
  const at = { id: '018051aa-f7a9-7000-8000-6cfa325e9d69', now };
  const form = formItem();
  const { account } = newFormAccount({ user: at.id, item: form, source: 'x' }, at);
  const illegal = expect.objectContaining({ code: 'transition_illegal', kind: 'conflict' });

  expect(() => connectAccount(account, { item: form, now })).toThrow(illegal);
  expect(() => failConnection(account, 'system_error', { item: form, now })).toThrow(illegal);
});

test('time never runs backwards on an account', () => {
  const connected = connectAccount(connectingAccount(), { item, now: next }).account;

  const { account, events } = loseConnection(connected, 'auth_required', now);

  expect(account.updated_at).toBe(next);
  expect(account.connection.updated_at).toBe(next);
  expect(events[0]?.occurred_at).toBe(next);
});
