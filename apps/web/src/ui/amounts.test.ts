import { expect, test } from 'vitest';
import { difference, isSome, masked, maskedSsn, money, percent, plainDecimal } from './amounts.ts';

test.each([
  ['1042.50', 'USD', '$1,042.50'],
  ['-3.00', 'USD', '−$3.00'],
  ['0.00', 'USD', '$0.00'],
  ['12.00', 'CAD', 'CA$12.00'],
  ['18.7500', 'USD', '$18.75'],
  ['18.4375', 'USD', '$18.4375'],
])('%s %s is written %s', (amount, currency, text) => {
  expect(money(amount, currency)).toBe(text);
});

test.each([
  ['18.7500', '18.75'],
  ['40.00', '40'],
  ['100', '100'],
  ['0.50', '0.5'],
])('%s without its zeros is %s', (decimal, text) => {
  expect(plainDecimal(decimal)).toBe(text);
});

test('a share is told in percent', () => {
  expect(percent('0.97')).toBe('97 %');
  expect(percent('1')).toBe('100 %');
  expect(percent('0.985')).toBe('98.5 %');
});

test('an amount of nothing is none', () => {
  expect([null, '0.00', '-0.00', '0.01'].map(isSome)).toEqual([false, false, false, true]);
});

test('of a number only the end is shown, and nothing of a short one', () => {
  expect(masked('**** **** **** 4821')).toBe('•••• 4821');
  expect(masked('D1230010')).toBe('•••• 0010');
  expect(masked('1234')).toBe('••••');
  expect(maskedSsn('522-09-1191')).toBe('•••-••-1191');
});

test.each([
  ['129.44', '0.00', '129.44'],
  ['0.00', '0.85', '-0.85'],
  ['0.30', '0.10', '0.20'],
])('%s less %s is %s', (amount, less, rest) => {
  expect(difference(amount, less)).toBe(rest);
});
