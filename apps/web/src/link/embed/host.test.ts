import { describe, expect, test } from 'vitest';
import { allowsOrigin } from './host.ts';
import { readAddress, wayBack } from './hosted.ts';

test.each([
  ['https://app.example.com', 'https://app.example.com', true],
  ['https://app.example.com', 'https://app.example.com.evil.example', false],
  ['https://app.example.com', 'https://app.example.com:8443', false],
  ['https://app.example.com', 'http://app.example.com', false],
  ['http://localhost:*', 'http://localhost:5173', true],
  ['http://localhost:*', 'http://localhost', true],
  ['http://localhost:*', 'http://localhost.evil.example', false],
  ['http://localhost:*', 'http://localhost:80.evil.example', false],
  ['http://localhost:*', 'https://localhost:5173', false],
  ['http://localhost:*', 'null', false],
])('%s lets %s in: %s', (allowed, origin, isIn) => {
  expect(allowsOrigin([allowed], origin)).toBe(isIn);
});

describe('a page of its own', () => {
  test('reads its key from the query and its token from the fragment alone', () => {
    const search = '?key=k-1&token=forged&redirect_url=https%3A%2F%2Fapp.example.com%2Fdone';
    const address = readAddress({ search, hash: '#token=a.b.c' });

    expect(address).toMatchObject({
      key: 'k-1',
      redirect_url: 'https://app.example.com/done',
      options: { userToken: 'a.b.c', linkItems: null },
    });
  });

  test.each([
    ['https://app.example.com/done?x=1', 'https://app.example.com/done?x=1'],
    ['https://evil.example/', undefined],
    ['javascript:alert(1)//https://app.example.com', undefined],
    ['//evil.example', undefined],
    [undefined, undefined],
  ])('leads back to %s: %s', (redirect_url, back) => {
    expect(wayBack(['https://app.example.com'], redirect_url)).toBe(back);
  });
});
