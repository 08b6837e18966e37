import { connectionErrors } from '@intarsia/domain';
import { lossCodes, refusalCodes } from '@intarsia/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connected, eventsOf } from '../testing/logins.ts';

/** Codes that came with later widgets: passwords that name them are wrong passwords. */
const notOurs = ['account_not_found', 'duplicate_account', 'passkey_limit_reached', '', 'x'];

describe('connection errors by password', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('the two lists are all codes there are', () => {
    expect([...refusalCodes, ...lossCodes].sort()).toEqual(Object.keys(connectionErrors).sort());
  });

  test.each(refusalCodes)('pass_%s ends the login in that error', async (code) => {
    const account = await connected(t, { password: `pass_${code}` });

    const { message } = connectionErrors[code];
    expect(account).toMatchObject({
      status: 'error',
      error_code: code,
      was_connected: false,
      connection: { status: 'error', error_code: code, error_message: message },
      availability: { profiles: null, payouts: null },
    });
    expect(await eventsOf(t, account.id)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.failed',
      'accounts.updated',
    ]);
  });

  test.each(lossCodes)(
    'pass_%s connects, and loses the session in its first scan',
    async (code) => {
      const account = await connected(t, { password: `pass_${code}` });

      const { message } = connectionErrors[code];
      expect(account).toMatchObject({
        status: 'error',
        error_code: code,
        was_connected: true,
        connection: { status: 'error', error_code: code, error_message: message },
        availability: { profiles: { status: 'sync_failed' }, payouts: { status: 'sync_failed' } },
      });
      expect(await eventsOf(t, account.id)).toEqual([
        'accounts.added',
        'accounts.updated',
        'accounts.connected',
        'accounts.updated',
        'accounts.updated',
      ]);
    },
  );

  test.each(notOurs)('pass_%s is a wrong password', async (code) => {
    const account = await connected(t, { password: `pass_${code}` });

    expect(account.connection.error_code).toBe('invalid_credentials');
  });

  test('a lost session comes back with a good password', async () => {
    const before = await connected(t, { password: 'pass_auth_required', username: 'gen_7' });
    const after = await connected(t, { user: before.user, username: 'gen_7' });

    expect(after).toMatchObject({
      id: before.id,
      connection: { status: 'connected', error_code: null, error_message: null },
      availability: { profiles: { status: 'synced' }, payouts: { status: 'synced' } },
    });
  });
});
