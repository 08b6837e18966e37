import { describe, expect, test } from 'vitest';
import { checkJson, formatJson, mayHaveLostDigits } from './check.ts';

describe('a text that is JSON', () => {
  test.each([
    '{}',
    'null',
    ' "Group A5" ',
    '-1.5e-3',
    '150.00',
    '0.1',
    '9007199254740991',
    '[1, [2, {"a": null}]]',
    '{"a": "\\u0000 \\ud800 \\n"}',
    '{"__proto__": {"a": 1}}',
  ])('%s is read as JSON.parse reads it', (text) => {
    expect(checkJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test('keeps a key named __proto__ as a key', () => {
    const read = checkJson('{"__proto__": 1}');
    expect(read.ok && formatJson(read.value)).toBe('{\n  "__proto__": 1\n}');
  });
});

describe('a text that is not JSON is refused where it goes wrong', () => {
  test.each([
    ['', 1, 1, /JSON value/],
    ['{\n  "a": 1,\n}', 2, 9, /comma/],
    ['{"a" 1}', 1, 6, /colon/],
    ['{"a": 1 "b": 2}', 1, 9, /comma/],
    ["{'a': 1}", 1, 2, /key/],
    ['{"a": \'x\'}', 1, 7, /double quotes/],
    ['{a: 1}', 1, 2, /key/],
    ['{"a": undefined}', 1, 7, /undefined.*quotes/],
    ['[1, 2', 1, 6, /the end/],
    ['"open', 1, 1, /closing quote/],
    ['"a\nb"', 1, 3, /\\n/],
    ['"\\x"', 1, 2, /escape/],
    ['01', 1, 1, /not a number/],
    ['+1', 1, 1, /not a number/],
    ['1 2', 1, 3, /follow/],
    ['{"a": 1, "a": 2}', 1, 10, /twice/],
    ['[,]', 1, 2, /missing/],
  ])('%j at line %i, column %i', (text, line, column, reason) => {
    const read = checkJson(text);
    expect(read).toMatchObject({ ok: false, line, column });
    expect(read.ok ? '' : read.text).toMatch(reason);
  });

  test('nothing that JSON.parse refuses gets through', () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '1', '-', 'true', ' ', '"', '\\'];
    for (let seed = 0; seed < 3000; seed++) {
      let text = '';
      for (let n = seed; n > 0; n = Math.floor(n / pieces.length))
        text += pieces[n % pieces.length];
      const parses = (() => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      })();
      expect([text, checkJson(text).ok]).toEqual([text, parses]);
    }
  });
});

describe('what a browser would lose is refused', () => {
  test.each(['12345678901234567890', '0.12345678901234567890', '1e400', '{"n": 9007199254740993}'])(
    '%s',
    (text) => {
      expect(checkJson(text)).toMatchObject({ ok: false, text: expect.stringMatching(/digits/) });
    },
  );

  test('a loaded value with a number beyond the exact ones is known', () => {
    expect(mayHaveLostDigits({ a: [{ b: 2 ** 53 }] })).toBe(true);
    expect(mayHaveLostDigits({ a: [{ b: 2 ** 53 - 1 }, 0.1, null] })).toBe(false);
  });
});

test('nesting and size have the limits of the server', () => {
  expect(checkJson(`${'['.repeat(512)}${']'.repeat(512)}`).ok).toBe(true);
  expect(checkJson(`${'['.repeat(520)}${']'.repeat(520)}`)).toMatchObject({ ok: false });
  expect(checkJson(`"${'x'.repeat(65_534)}"`).ok).toBe(true);
  expect(checkJson(`"${'x'.repeat(65_535)}"`)).toMatchObject({ ok: false });
});
