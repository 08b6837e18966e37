import { connectionErrors } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connected, eventsOf } from '../testing/logins.ts';

/** Every code of the documents with which a login can be refused. */
const refused = [
  'account_disabled',
  'account_inaccessible',
  'account_incomplete',
  'invalid_credentials',
  'expired_credentials',
  'invalid_auth',
  'unsupported_auth_type',
  'tos_required',
  'invalid_account_type',
  'invalid_login_method',
  'invalid_login_url',
  'invalid_employer_identifier',
  'invalid_store_identifier',
  'invalid_mfa',
  'mfa_timeout',
  'mfa_attempts_exceeded',
  'mfa_exhausted',
  'mfa_cancelled_by_the_user',
  'mfa_not_configured',
  'physical_mfa_unsupported',
  'unsupported_mfa_method',
  'login_attempts_exceeded',
  'session_limit_reached',
  'connection_unavailable',
  'platform_unavailable',
  'platform_temporarily_unavailable',
  'service_unavailable',
  'auth_method_temporarily_unavailable',
  'unsupported_language',
  'user_action_timeout',
  'system_error',
] as const;

/** Those that only a session which worked can give. */
const lost = ['auth_required', 'full_auth_required'] as const;

/** Codes that came with later widgets: passwords that name them are wrong passwords. */
const notOurs = ['account_not_found', 'duplicate_account', 'passkey_limit_reached', '', 'x'];

describe('connection errors by password', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('the two lists are all codes there are', () => {
    expect([...refused, ...lost].sort()).toEqual(Object.keys(connectionErrors).sort());
  });

  test.each(refused)('pass_%s ends the login in that error', async (code) => {
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

  test.each(lost)('pass_%s connects, and loses the session in its first scan', async (code) => {
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
  });

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
