import { expect, test } from 'vitest';
import { ConnectionErrorCode, connectionErrors } from './connection-errors.ts';
import { ConnectionError } from './connectors.ts';
import { lossCodes, refusalCodes } from './testing/documented-codes.ts';

const documented = [...refusalCodes, ...lossCodes].sort();

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
