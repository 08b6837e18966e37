import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY,
  HOUR,
  Id,
  isWellFormed,
  later,
  MINUTE,
  microsecondsOf,
  Name,
  SECOND,
  Slug,
  secondsOf,
  Timestamp,
  timestampOf,
  WholeSecond,
  wholeSecond,
} from './values.ts';

/** From 1970 to 2200, inside what a double counts in microseconds. */
const microseconds = fc.integer({ min: 0, max: 7_258_118_400_000_000 });

describe('ids', () => {
  test.each([
    ['a version 7 id', '018051aa-f7a9-7000-8000-6cfa325e9d69'],
    ['an old id without version bits', '018051aa-f7a9-a0db-2f38-6cfa325e9d69'],
  ])('%s is taken', (_, id) => {
    expect(Id.parse(id)).toBe(id);
  });

  test.each([
    '',
    '018051AA-F7A9-A0DB-2F38-6CFA325E9D69',
    '018051aaf7a9a0db2f386cfa325e9d69',
    ' 018051aa-f7a9-a0db-2f38-6cfa325e9d69',
    '018051aa-f7a9-a0db-2f38-6cfa325e9d69\n',
    '018051aa-f7a9-a0db-2f38-6cfa325e9d6g',
    '018051aa-f7a9-a0db-2f38-6cfa325e9d6\0',
  ])('%j is refused', (id) => {
    expect(Id.safeParse(id).success).toBe(false);
  });
});

describe('timestamps', () => {
  test('text and microseconds are the same moment', () => {
    fc.assert(
      fc.property(microseconds, (moment) => {
        expect(microsecondsOf(Timestamp.parse(timestampOf(moment)))).toBe(moment);
      }),
    );
  });

  test('text order is time order', () => {
    fc.assert(
      fc.property(microseconds, microseconds, (a, b) => {
        expect(timestampOf(a) < timestampOf(b)).toBe(a < b);
      }),
    );
  });

  test('a founding example keeps its six digits', () => {
    expect(timestampOf(1_650_637_600_682_437)).toBe('2022-04-22T14:26:40.682437Z');
    expect(secondsOf('2022-04-22T14:26:40.682437Z')).toBe(1_650_637_600);
    expect(wholeSecond('2022-04-22T14:26:40.682437Z')).toBe('2022-04-22T14:26:40Z');
  });

  test('fractions of a microsecond are dropped', () => {
    expect(timestampOf(1_650_637_600_682_437.5)).toBe('2022-04-22T14:26:40.682437Z');
    expect(timestampOf(-1)).toBe('1969-12-31T23:59:59.999999Z');
  });

  test('both widths count the same', () => {
    expect(microsecondsOf('2022-04-22T14:26:40Z')).toBe(1_650_637_600_000_000);
    expect(microsecondsOf('2022-04-22T14:26:40.000001Z')).toBe(1_650_637_600_000_001);
  });

  test('later moves by milliseconds, and back', () => {
    const start = '2024-02-28T23:59:59.000001Z';

    expect(later(start, SECOND)).toBe('2024-02-29T00:00:00.000001Z');
    expect(later(later(start, 30 * DAY + HOUR + MINUTE), -(30 * DAY + HOUR + MINUTE))).toBe(start);
  });

  test.each([
    '2022-04-22T14:26:40Z',
    '2022-04-22T14:26:40.682Z',
    '2022-04-22T14:26:40.682437',
    '2022-04-22T14:26:40.682437+00:00',
    '2022-04-22 14:26:40.682437Z',
    '2022-13-22T14:26:40.682437Z',
    '2022-04-32T14:26:40.682437Z',
    '2022-04-22T24:00:00.000000Z',
    '2022-04-22T14:60:40.682437Z',
    '2022-04-22T14:26:60.682437Z',
  ])('%j is no timestamp of six digits', (text) => {
    expect(Timestamp.safeParse(text).success).toBe(false);
  });

  test.each([
    '2022-04-22T14:26:40.682437Z',
    '2022-04-22',
    '2022-00-22T14:26:40Z',
    '2022-04-00T14:26:40Z',
  ])('%j is no whole second', (text) => {
    expect(WholeSecond.safeParse(text).success).toBe(false);
  });
});

describe('names', () => {
  test('lose the space around them', () => {
    expect(Name.parse('  Ada Lovelace 😀 ')).toBe('Ada Lovelace 😀');
  });

  test.each(['', '   ', 'a\0b', 'a\nb', 'a\u0085b', 'half \ud800', '\udc00 half', 'x'.repeat(101)])(
    '%j is refused',
    (name) => {
      expect(Name.safeParse(name).success).toBe(false);
    },
  );

  test('are well formed exactly when every surrogate has its other half', () => {
    const units = fc.constantFrom('a', '\ud83d', '\ude00', '😀');
    fc.assert(
      fc.property(fc.array(units, { maxLength: 6 }), (parts) => {
        const text = parts.join('');

        expect(isWellFormed(text)).toBe(
          new TextDecoder().decode(new TextEncoder().encode(text)) === text,
        );
      }),
    );
  });
});

test('slugs are lower case letters, digits, dashes and underscores', () => {
  expect(['amazon_flex', '7eleven', 'a-b'].every((slug) => Slug.safeParse(slug).success)).toBe(
    true,
  );
  expect(
    ['', 'Amazon', '_x', 'a b', 'ä', 'a'.repeat(65)].some((slug) => Slug.safeParse(slug).success),
  ).toBe(false);
});
