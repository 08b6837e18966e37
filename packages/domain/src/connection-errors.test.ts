import { expect, test } from 'vitest';
import { ConnectionErrorCode, connectionErrors } from './connection-errors.ts';
import { ConnectionError } from './connectors.ts';

/** The documented codes, without those of later widgets, written down by hand. */
const documented = [
  'account_disabled',
  'account_inaccessible',
  'account_incomplete',
  'auth_method_temporarily_unavailable',
  'auth_required',
  'connection_unavailable',
  'expired_credentials',
  'full_auth_required',
  'invalid_account_type',
  'invalid_auth',
  'invalid_credentials',
  'invalid_employer_identifier',
  'invalid_login_method',
  'invalid_login_url',
  'invalid_mfa',
  'invalid_store_identifier',
  'login_attempts_exceeded',
  'mfa_attempts_exceeded',
  'mfa_cancelled_by_the_user',
  'mfa_exhausted',
  'mfa_not_configured',
  'mfa_timeout',
  'physical_mfa_unsupported',
  'platform_temporarily_unavailable',
  'platform_unavailable',
  'service_unavailable',
  'session_limit_reached',
  'system_error',
  'tos_required',
  'unsupported_auth_type',
  'unsupported_language',
  'unsupported_mfa_method',
  'user_action_timeout',
];

test('every documented code is in the table and nothing else', () => {
  expect(Object.keys(connectionErrors).sort()).toEqual(documented);
  expect([...ConnectionErrorCode.options].sort()).toEqual(documented);
});

test('codes and messages are one to one', () => {
  const messages = Object.values(connectionErrors).map((entry) => entry.message);

  expect(new Set(messages).size).toBe(messages.length);
});

test('only codes of a session that once worked refuse no login', () => {
  const lost = ConnectionErrorCode.options.filter((code) => !connectionErrors[code].refused);

  expect(lost).toEqual(['auth_required', 'full_auth_required']);
});

test('an account recovers by itself only from an outage', () => {
  const outages = ConnectionErrorCode.options.filter((code) => connectionErrors[code].outage);

  expect(outages.sort()).toEqual([
    'account_inaccessible',
    'auth_method_temporarily_unavailable',
    'connection_unavailable',
    'platform_temporarily_unavailable',
    'platform_unavailable',
    'service_unavailable',
    'system_error',
  ]);
});

test.each(ConnectionErrorCode.options)('%s is told in whole, plain sentences', (code) => {
  const { message, cause, advice } = connectionErrors[code];

  expect(message).toMatch(/^[A-Z][^.!?]*\.$/);
  for (const text of [cause, advice.reader, advice.person]) {
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/please|oops|!|_/i);
  }
});

test('a thrown connection error carries its code, text and cause', () => {
  const cause = new Error('socket hang up');

  const error = new ConnectionError('platform_unavailable', { cause });

  expect(error).toMatchObject({
    name: 'ConnectionError',
    code: 'platform_unavailable',
    message: 'The source is down.',
    cause,
  });
});
