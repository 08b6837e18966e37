import { ConnectionErrorCode } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { changedLogin, codeChoices, codeOf, endings, firstLogin } from './logins.ts';

test('every connection error can be chosen by its password, once', () => {
  const passwords = endings.flatMap(({ items }) => items.map(({ password }) => password));
  for (const code of ConnectionErrorCode.options) expect(passwords).toContain(`pass_${code}`);
  expect(new Set(passwords).size).toBe(passwords.length);
  expect(passwords[0]).toBe('passgood');
});

test('each persona has its own code, generated people share one', () => {
  expect(['test_1', 'test_2', 'test_3', 'gen_42'].map(codeOf)).toEqual([
    '8081',
    '8082',
    '8083',
    '8081',
  ]);
  expect(codeChoices('test_2')[0]?.value).toBe('8082');
});

test('another person brings another code, another password does not', () => {
  expect(changedLogin(firstLogin, { username: 'test_3' }).mfa_code).toBe('8083');
  const later = { ...firstLogin, mfa_code: '' };
  expect(changedLogin(later, { password: 'passslow' })).toEqual({ ...later, password: 'passslow' });
});
