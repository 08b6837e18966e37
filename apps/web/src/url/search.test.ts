import { describe, expect, test } from 'vitest';
import {
  dayFrom,
  idFrom,
  oneOf,
  parseSearch,
  pathFrom,
  stringifySearch,
  textFrom,
} from './search.ts';

describe('the query string', () => {
  test('keeps filters as plain text, digits too', () => {
    expect(parseSearch('?q=123&status=error')).toEqual({ q: '123', status: 'error' });
    expect(stringifySearch({ q: '123', status: 'error' })).toBe('?q=123&status=error');
  });

  test('gives any text back as it was', () => {
    const search = { q: 'a&b=c d+e%f "ü" #1' };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });

  test('leaves out what is empty', () => {
    expect(stringifySearch({ q: '', status: undefined, user: null })).toBe('');
  });

  test('takes the last of several equal names', () => {
    expect(parseSearch('?q=1&q=2')).toEqual({ q: '2' });
  });

  test('survives a broken percent sign', () => {
    expect(parseSearch('?q=%E0%A4%A')).toHaveProperty('q');
  });
});

test('a text that says nothing is no filter', () => {
  expect(textFrom('   ')).toBeUndefined();
  expect(textFrom(7)).toBeUndefined();
  expect(textFrom('x'.repeat(300))).toHaveLength(200);
});

test('an unknown value of a choice is no filter', () => {
  expect(oneOf('error', ['connected', 'error'])).toBe('error');
  expect(oneOf('broken', ['connected', 'error'])).toBeUndefined();
});

test('an id is taken in any case and with spaces around it, anything else is not', () => {
  const id = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
  expect(idFrom(` ${id.toUpperCase()} `)).toBe(id);
  expect(idFrom('018051aa')).toBeUndefined();
});

test.each([
  ['2026-01-31', '2026-01-31'],
  ['2026-02-31', undefined],
  ['31.1.2026', undefined],
  [undefined, undefined],
])('%s as a day is %s', (text, day) => {
  expect(dayFrom(text)).toBe(day);
});

test.each([
  ['/abc/users?q=1', '/abc/users?q=1'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  [undefined, undefined],
])('the way back %s leads to %s', (to, expected) => {
  expect(pathFrom(to)).toBe(expected);
});
