import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawJson } from './json.ts';
import { searchTerm, searchValuesOf } from './search-values.ts';
import { anyJsonText, deepJsonText } from './testing.ts';

const valuesOf = (text: string) => searchValuesOf(rawJson(text));

describe('search values', () => {
  test('are the scalar values, never the keys', () => {
    expect(
      valuesOf('{"crm":"A-17","n":42,"vip":true,"x":null,"list":["Red",{"y":"Blue"}]}'),
    ).toEqual(['a-17', '42', 'true', 'red', 'blue']);
  });

  test.each([
    ['"Group A"', ['group a']],
    ['17', ['17']],
    ['null', []],
    ['{}', []],
    ['[]', []],
    ['""', []],
    ['"  "', []],
    [' "x" ', ['x']],
  ])('of %s are %j', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  test('numbers are found as they were written', () => {
    expect(valuesOf('[12345678901234567890,1.10,-2E5]')).toEqual([
      '12345678901234567890',
      '1.10',
      '-2e5',
    ]);
  });

  test('the outermost come first, so that long lists cannot hide an id', () => {
    const notes = JSON.stringify(Array.from({ length: 100 }, (_, i) => `note ${i}`));

    const values = valuesOf(`{"notes":${notes},"customer":"c-1"}`);

    expect(values).toHaveLength(64);
    expect(values[0]).toBe('c-1');
  });

  test('strings that look like structure are read as strings', () => {
    expect(valuesOf('{"a\\":":"{\\"b\\": [1]}","c" : "d:e"}')).toEqual(['{"b": [1]}', 'd:e']);
  });

  test('are safe in any database, short, few and distinct, for any metadata', () => {
    fc.assert(
      fc.property(anyJsonText(), (text) => {
        const values = valuesOf(text);

        expect(values.length).toBeLessThanOrEqual(64);
        expect(new Set(values).size).toBe(values.length);
        for (const value of values) {
          expect(value.length).toBeGreaterThan(0);
          expect(value.length).toBeLessThanOrEqual(128);
          expect(value).not.toContain('\0');
          expect(new TextDecoder().decode(new TextEncoder().encode(value))).toBe(value);
          expect(searchTerm(value)).toBe(value);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('hold every short text of the metadata', () => {
    const texts = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(texts, (all) => {
        const found = valuesOf(JSON.stringify({ all }));

        expect(found).toEqual(
          [...new Set(all.map((text) => text.trim().toLowerCase()))].filter(Boolean),
        );
      }),
    );
  });

  test('are found in metadata nested to the limit and in one text of 64 KiB', () => {
    expect(valuesOf(deepJsonText(512))).toEqual(['1']);
    expect(valuesOf(`"${'\\\\'.repeat(32_000)}"`)).toEqual(['\\'.repeat(128)]);
  });
});

describe('search terms', () => {
  test('are compared without case, outer space and way of writing accents', () => {
    expect(searchTerm('  CAFE\u0301 ')).toBe('caf\u00e9');
  });

  test('are never cut through a character', () => {
    expect(searchTerm(`${'x'.repeat(127)}😀`)).toBe('x'.repeat(127));
  });

  test('that no value can hold are empty', () => {
    expect(searchTerm('a\0b')).toBe('');
    expect(searchTerm('half \ud800')).toBe('');
  });
});
