import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AnyJson,
  depthOf,
  isRawJson,
  jsonText,
  MAX_JSON_BYTES,
  MAX_JSON_DEPTH,
  memberTexts,
  rawJson,
  StoredJson,
} from './json.ts';
import { anyJsonObjectText, anyJsonText, deepJsonText } from './testing.ts';

/** The levels of a value, counted on the value itself. */
function levelsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levelsOf));
}

describe('raw JSON', () => {
  test('comes back with the very text it came in', () => {
    fc.assert(
      fc.property(anyJsonText(), (text) => {
        const raw = AnyJson.parse(rawJson(text));

        expect(jsonText(raw)).toBe(text);
        expect(jsonText(StoredJson.parse(raw))).toBe(text);
      }),
    );
  });

  test('looks like its value to any JSON writer', () => {
    fc.assert(
      fc.property(anyJsonText(), (text) => {
        const written = JSON.stringify({ metadata: rawJson(text) });

        expect(written).toBe(JSON.stringify({ metadata: JSON.parse(text) }));
      }),
    );
  });

  test('is made of any plain value that JSON can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), (value) => {
        const raw = AnyJson.parse(value);

        expect(isRawJson(raw)).toBe(true);
        expect(jsonText(raw)).toBe(JSON.stringify(value));
      }),
    );
  });

  test.each([
    ['a missing value', undefined],
    ['a function', () => 1],
    ['a bigint', 1n],
    ['a symbol', Symbol('no')],
  ])('is never made of %s', (_, value) => {
    expect(AnyJson.safeParse(value).success).toBe(false);
  });

  test('is never made of a cycle', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;

    expect(AnyJson.safeParse(cycle).success).toBe(false);
  });

  test('keeps a key named __proto__ as a key', () => {
    const raw = AnyJson.parse(JSON.parse('{"__proto__":{"admin":true}}'));

    expect(jsonText(raw)).toBe('{"__proto__":{"admin":true}}');
    expect(Object.hasOwn(Object(raw.toJSON()), '__proto__')).toBe(true);
  });

  test('in a model is refused unless it is raw', () => {
    expect(StoredJson.safeParse({ a: 1 }).success).toBe(false);
    expect(isRawJson(null)).toBe(false);
    expect(isRawJson('{}')).toBe(false);
  });
});

describe('limits', () => {
  test.each([
    [MAX_JSON_DEPTH, true],
    [MAX_JSON_DEPTH + 1, false],
    [10_000, false],
    [1_000_000, false],
  ])('%d levels of nesting are taken: %s', (levels, taken) => {
    expect(AnyJson.safeParse(rawJson(deepJsonText(levels))).success).toBe(taken);
  });

  test('a value nested beyond the stack is refused, not a crash', () => {
    let deep: unknown = null;
    for (let i = 0; i < 200_000; i++) deep = [deep];

    const refused = AnyJson.safeParse(deep);

    expect(refused.error?.issues[0]?.message).toBe('must be a JSON value');
  });

  test('the size counts in bytes of UTF-8', () => {
    const fits = `"${'é'.repeat((MAX_JSON_BYTES - 2) / 2)}"`;

    expect(AnyJson.safeParse(rawJson(fits)).success).toBe(true);
    expect(AnyJson.safeParse(rawJson(`${fits} `)).success).toBe(false);
    expect(AnyJson.safeParse(JSON.parse(fits)).success).toBe(true);
  });

  test('depth is that of the value, whatever stands in its strings', () => {
    fc.assert(
      fc.property(anyJsonText(), (text) => {
        const value = JSON.parse(text);

        expect(depthOf(JSON.stringify(value))).toBe(levelsOf(value));
        expect(depthOf(text)).toBeGreaterThanOrEqual(levelsOf(value));
      }),
    );
    expect(depthOf('{"[[[":"{{{\\"[[","b":[[1],{}]}')).toBe(3);
  });

  test.each(['"', '"abc', '"abc\\', '{"a":"b', '[[[[', ']]]]', '', '"\\"'])(
    'the depth of the broken text %j is found without end or crash',
    (text) => {
      expect(depthOf(text)).toBeLessThanOrEqual(4);
    },
  );
});

describe('member texts', () => {
  test('are the sources of the members that JSON.parse finds', () => {
    fc.assert(
      fc.property(anyJsonObjectText(), (text) => {
        const members = memberTexts(text);
        const value: Record<string, unknown> = JSON.parse(text);

        expect([...members.keys()].sort()).toEqual(Object.keys(value).sort());
        for (const [name, source] of members) {
          expect(JSON.parse(source)).toEqual(value[name]);
          expect(text).toContain(source);
          expect(source).toBe(source.trim());
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('keep digits, spelling and inner space', () => {
    const members = memberTexts(
      ' { "a" : 12345678901234567890 ,"\\u0062":1.10,"c":{ "x" : "}" } , "__proto__":[ "\\"," ]}\n',
    );

    expect([...members]).toEqual([
      ['a', '12345678901234567890'],
      ['b', '1.10'],
      ['c', '{ "x" : "}" }'],
      ['__proto__', '[ "\\"," ]'],
    ]);
  });

  test('of equal keys the last one wins, however it is spelled', () => {
    expect(memberTexts('{"a":1,"\\u0061":2}').get('a')).toBe('2');
  });

  test('an empty object has none', () => {
    expect(memberTexts('{ }').size).toBe(0);
  });

  test('are found beside and inside deep nesting', () => {
    const deep = deepJsonText(10_000);

    expect(memberTexts(`{"deep":${deep},"next":1}`).get('next')).toBe('1');
    expect(memberTexts(`{"deep":${deep}}`).get('deep')).toBe(deep);
  });
});
