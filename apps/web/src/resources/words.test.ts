import { expect, test } from 'vitest';
import { capital, words } from './words.ts';

test.each([
  ['direct_deposit', 'direct deposit', 'Direct deposit'],
  ['W-2', 'W-2', 'W-2'],
  ['paystub', 'Payslip', 'Payslip'],
  [null, 'not known', 'Not known'],
])('%s reads %s, or %s', (value, text, begun) => {
  expect(words(value)).toBe(text);
  expect(capital(value)).toBe(begun);
});
