import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Cursor, decodeCursor, encodeCursor, ListInput, page } from './lists.ts';
import { timestampOf, wholeSecond } from './values.ts';

const microseconds = fc.integer({ min: 0, max: 7_258_118_400_000_000 });
const time = fc.oneof(
  microseconds.map(timestampOf),
  microseconds.map((moment) => wholeSecond(timestampOf(moment))),
);
const cursor: fc.Arbitrary<Cursor> = fc.record({
  order: fc.constantFrom('asc' as const, 'desc' as const),
  direction: fc.constantFrom('next' as const, 'previous' as const),
  time,
  id: fc.uuid().map((id) => id.toLowerCase()),
});

describe('list input', () => {
  test('is ten items from the beginning when nothing is said', () => {
    expect(ListInput.parse({})).toEqual({ limit: 10, offset: 0 });
  });

  test.each([
    [1, 1],
    ['1', 1],
    ['007', 7],
    [200, 200],
    ['201', 200],
    [1e9, 200],
    ['99999999999999999999999999', 200],
  ])('a limit of %s gives %d', (limit, expected) => {
    expect(ListInput.parse({ limit }).limit).toBe(expected);
  });

  test.each([0, -1, 1.5, Number.NaN, '0', '-1', 'abc', '1e9', '', ' 1', '+1', '0x10', '１', null])(
    'a limit of %j is refused with what was expected',
    (limit) => {
      const issues = ListInput.safeParse({ limit }).error?.issues;

      expect(issues?.map(({ path, message }) => [path, message])).toEqual([
        [['limit'], 'must be a whole number of at least 1'],
      ]);
    },
  );

  test('an offset begins at 0 and stays a safe number', () => {
    expect(ListInput.parse({ offset: '0' }).offset).toBe(0);
    expect(ListInput.parse({ offset: '9'.repeat(30) }).offset).toBe(Number.MAX_SAFE_INTEGER);
    expect(ListInput.safeParse({ offset: '-1' }).error?.issues[0]?.message).toBe(
      'must be a whole number of at least 0',
    );
  });

  test('orders other than the two are ignored', () => {
    expect(ListInput.parse({ ordering: '-created_at' }).ordering).toBe('-created_at');
    expect(ListInput.parse({ ordering: 'name' }).ordering).toBeUndefined();
  });

  test('shows in an API description as whole numbers with their defaults', () => {
    const schema = z.toJSONSchema(ListInput, { io: 'input' });

    expect(schema.properties).toMatchObject({
      limit: { type: 'integer', minimum: 1, default: 10 },
      offset: { type: 'integer', minimum: 0, default: 0 },
    });
    expect(schema.required).toBeUndefined();
  });
});

describe('cursors', () => {
  test('give back what was put in', () => {
    fc.assert(
      fc.property(cursor, (position) => {
        expect(decodeCursor(encodeCursor(position))).toEqual(position);
      }),
    );
  });

  test('stand in a URL as they are', () => {
    fc.assert(
      fc.property(cursor, (position) => {
        const text = encodeCursor(position);

        expect(encodeURIComponent(text)).toBe(text);
      }),
    );
  });

  test('are refused after any change of their text', () => {
    const change = fc.tuple(fc.nat(), fc.constantFrom('', 'A', '=', '+', '\u0000', 'é', ' '));
    fc.assert(
      fc.property(cursor, change, (position, [at, put]) => {
        const text = encodeCursor(position);
        const i = at % text.length;
        const changed = text.slice(0, i) + put + text.slice(i + 1);
        fc.pre(changed !== text);

        // A changed letter may spell another good position, and nothing else.
        try {
          expect(encodeCursor(decodeCursor(changed))).toBe(changed);
        } catch (error) {
          expect(error).toMatchObject({ code: 'cursor_invalid' });
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    '',
    'x',
    '%%%',
    '10',
    'null',
    btoa('asc,next,2022-04-22T14:26:40.682437Z,'),
    btoa("asc,next,2022-04-22T14:26:40.682437Z,' or 1=1 --0000000000000000000000000"),
    btoa('asc,sideways,2022-04-22T14:26:40Z,018051aa-f7a9-a0db-2f38-6cfa325e9d69'),
  ])('%j is refused by name', (text) => {
    expect(() => decodeCursor(text)).toThrow(
      expect.objectContaining({ code: 'cursor_invalid', fields: { cursor: [expect.any(String)] } }),
    );
  });
});

test('a very long cursor is refused', () => {
  expect(() => decodeCursor('A'.repeat(100_000))).toThrow(
    expect.objectContaining({ code: 'cursor_invalid' }),
  );
});

test('a page is the documented envelope', () => {
  const Numbers = page(z.number());

  const parsed = Numbers.parse({ results: [1], previous: null, next: 'abc', count: 1, more: true });

  expect(JSON.stringify(parsed)).toBe('{"count":1,"next":"abc","previous":null,"results":[1]}');
  expect(Numbers.safeParse({ results: [], next: null, previous: null }).success).toBe(false);
});
