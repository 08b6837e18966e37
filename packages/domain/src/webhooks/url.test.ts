import { describe, expect, test } from 'vitest';
import { WebhookUrl } from './url.ts';

describe('a URL is kept', () => {
  test.each([
    'https://example.com',
    'https://example.com/',
    'https://example.com/hook?a=1&b=%20',
    'http://example.com:8080/a//b/?',
    'http://[::1]:3000/hook',
    'http://127.0.0.1/%zz',
    "https://example.com/a|b^c'd",
  ])('as it is written: %s', (url) => {
    expect(WebhookUrl.parse(url)).toBe(url);
  });

  test.each([
    ['capitals', 'HTTPS://Example.COM/Hook', 'https://example.com/Hook'],
    ['the usual port', 'https://example.com:443/hook', 'https://example.com/hook'],
    ['an odd port', 'http://example.com:08080/', 'http://example.com:8080/'],
    ['a way back', 'https://example.com/a/../b/./c', 'https://example.com/b/c'],
    ['an encoded way back', 'https://example.com/a/%2e%2E/b', 'https://example.com/b'],
    ['no path before a query', 'https://example.com?a=1', 'https://example.com/?a=1'],
    ['letters beyond ASCII', 'https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['signs to be encoded', 'https://example.com/{"a"}', 'https://example.com/%7B%22a%22%7D'],
    ['an address in hex', 'http://0x7f.1/', 'http://127.0.0.1/'],
    ['an address as one number', 'http://2130706433/', 'http://127.0.0.1/'],
    ['an address in wide digits', 'http://１２７.0.0.1/', 'http://127.0.0.1/'],
    ['an address of IPv6 in full', 'http://[0:0:0:0:0:0:0:1]/', 'http://[::1]/'],
    ['an encoded host', 'http://ex%61mple.com/', 'http://example.com/'],
    ['a host with another full stop', 'http://example。com/', 'http://example.com/'],
    ['a host with what nobody sees', 'http://ex\u00adample.com/', 'http://example.com/'],
  ])('as it is asked, with %s', (_, url, asked) => {
    const kept = WebhookUrl.parse(url);

    expect(kept).toBe(asked);
    expect(new URL(kept).href).toBe(kept);
    expect(WebhookUrl.parse(kept)).toBe(kept);
  });
});

describe('a URL is refused', () => {
  const space = 'must not contain white space';
  const control = 'must not contain control characters or lone surrogates';
  const relative = 'must be an absolute URL';
  const person = 'must not contain a user name or a password';
  test.each([
    ['a space before it', ' https://example.com/', space],
    ['a space behind it', 'https://example.com/ ', space],
    ['a space inside', 'https://example.com/a b', space],
    ['a space without a break', 'https://example.com/a\u00a0b', space],
    ['a tab inside', 'https://exa\tmple.com/', control],
    ['a new line behind it', 'https://example.com/\n', control],
    ['backslashes for slashes', 'https:\\\\example.com\\hook', 'must not contain a backslash'],
    ['a backslash in the path', 'https://example.com/a\\b', 'must not contain a backslash'],
    ['one slash', 'https:/example.com/', relative],
    ['no slash', 'https:example.com/', relative],
    ['three slashes', 'https:///example.com/', relative],
    ['no host', 'https://', relative],
    ['no protocol', '//example.com/', relative],
    ['a user name', 'https://a@example.com/', person],
    ['a password', 'https://:b@example.com/', person],
    ['an empty user name', 'https://@example.com/', person],
    ['an empty user name and password', 'https://:@example.com/', person],
    ['a fragment', 'https://example.com/#a', 'must not contain a fragment'],
    ['an empty fragment', 'https://example.com/#', 'must not contain a fragment'],
    ['another protocol', 'ftp://example.com/', 'must begin with https: or http:'],
    [
      'more than 2,000 characters once encoded',
      `https://example.com/${'ü'.repeat(500)}`,
      'must have at most 2,000 characters once it is encoded',
    ],
  ])('with %s', (_, url, message) => {
    const { error } = WebhookUrl.safeParse(url);

    expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
