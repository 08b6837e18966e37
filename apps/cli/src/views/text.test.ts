import { expect, test } from 'vitest';
import { duration, json, plain } from './text.ts';

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3661, '1 h 1 min'],
  [86_400, '1 d'],
  [2_592_000, '30 d'],
  [2_591_999, '29 d 23 h'],
])('%d seconds are shown as %s', (seconds, text) => {
  const shown = duration(seconds);

  expect(shown).toBe(text);
});

test('JSON holds the same value and no character that a terminal obeys', () => {
  const value = { '\u009bkey': 'a\u0000\u001b\u007f\u0085\ud800é' };

  const text = json(value);

  expect(JSON.parse(text)).toEqual(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

test('letters of every script stay as they are', () => {
  const text = plain('Zoë 給与 🙂');

  expect(text).toBe('Zoë 給与 🙂');
});
