import { expect, test } from 'vitest';
import { notNumbers, percentText, shareIn } from './number-texts.ts';

test.each([0, 0.07, 0.25, 0.001, 1])('a share of %d comes back from percent as it was', (share) => {
  expect(shareIn(percentText(share))).toBe(share);
});

test('a text that is neither empty nor a number is named', () => {
  const texts = {
    empty: ' ',
    whole: '12',
    part: '0.5',
    words: 'slow',
    comma: '2,5',
    endless: '1e999',
  };

  expect(notNumbers(texts)).toEqual(['words', 'comma', 'endless']);
});
