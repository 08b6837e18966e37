import { expect, test } from 'vitest';
import { connectionErrors } from './connection-errors.ts';
import { PayDistributionErrorCode, payDistributionErrors } from './pay-distribution-errors.ts';
import { payDistributionCodes } from './testing/documented-codes.ts';

test('every documented code is in the table and nothing else', () => {
  const documented = [...payDistributionCodes].sort();

  expect(Object.keys(payDistributionErrors).sort()).toEqual(documented);
  expect([...PayDistributionErrorCode.options].sort()).toEqual(documented);
});

test('codes and messages are one to one over both tables', () => {
  const texts = new Map<string, Set<string>>();
  const codes = new Map<string, Set<string>>();
  for (const table of [connectionErrors, payDistributionErrors]) {
    for (const [code, { message }] of Object.entries(table)) {
      texts.set(code, (texts.get(code) ?? new Set()).add(message));
      codes.set(message, (codes.get(message) ?? new Set()).add(code));
    }
  }

  expect([...texts].filter(([, messages]) => messages.size > 1)).toEqual([]);
  expect([...codes].filter(([, names]) => names.size > 1)).toEqual([]);
});

test.each(PayDistributionErrorCode.options)('%s is told in whole, plain sentences', (code) => {
  const { message, cause, advice } = payDistributionErrors[code];

  for (const text of [message, cause, advice.reader, advice.person]) {
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/please|oops|!|_/i);
  }
});
