import { describe, expect, test } from 'vitest';
import { readAddress, wayBack } from './hosted.ts';

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
