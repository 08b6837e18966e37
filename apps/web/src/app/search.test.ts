import { expect, test } from 'vitest';
import {
  accountsSearch,
  linkItemsSearch,
  resourcesSearch,
  signInSearch,
  usersSearch,
} from './search.ts';

test('filters that mean nothing leave no trace', () => {
  expect(usersSearch({ q: ' ', cursor: '', other: 'x' })).toEqual({});
  expect(accountsSearch({ user: 'no-id', status: 'broken' })).toEqual({});
  expect(linkItemsSearch({})).toEqual({});
});

test('filters are taken from the URL as they are meant', () => {
  const user = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
  expect(accountsSearch({ user: user.toUpperCase(), status: 'error', cursor: 'abc' })).toEqual({
    user,
    status: 'error',
    cursor: 'abc',
  });
});

test('nobody is led to another site after signing in', () => {
  expect(signInSearch({ to: '//evil.example/' })).toEqual({});
  expect(signInSearch({ to: '/x/users?q=1' })).toEqual({ to: '/x/users?q=1' });
});

test('dates of an account’s data are days, and nothing else', () => {
  expect(resourcesSearch({ from: '2026-01-31', to: 'today', page: 'abc' })).toEqual({
    from: '2026-01-31',
    page: 'abc',
  });
});
