import { expect, test } from 'vitest';
import { ApiKeyText, Duration, keyIdOf, ServerUrl } from './texts.ts';

test.each([
  ['90', 90],
  ['90s', 90],
  ['15m', 900],
  ['24h', 86_400],
  ['7d', 604_800],
  ['0', 0],
])('%s is %i seconds', (text, seconds) => {
  const parsed = Duration.parse(text);

  expect(parsed).toBe(seconds);
});

test.each(['', 'h', '-1', '1.5h', '1w', '1 h', '1H'])('%j is no length of time', (text) => {
  const parsed = Duration.safeParse(text);

  expect(parsed.success).toBe(false);
});

test('slashes at the end of a URL go, a path stays', () => {
  const url = ServerUrl.parse('https://pay.example.com/intarsia//');

  expect(url).toBe('https://pay.example.com/intarsia');
});

test.each([
  '',
  'pay.example.com',
  'ftp://host',
  'http://a:b@host',
  'http://host?x=1',
  'http://host#x',
])('%j is no server', (text) => {
  const parsed = ServerUrl.safeParse(text);

  expect(parsed.success).toBe(false);
});

test.each(['', 'id', ':secret', 'id:', 'id:se cret', 'i d:secret'])('%j is no API key', (text) => {
  const parsed = ApiKeyText.safeParse(text);

  expect(parsed.success).toBe(false);
});

test('the id of a key ends at its first colon', () => {
  const id = keyIdOf('id:secret:with:colons');

  expect(id).toBe('id');
});
