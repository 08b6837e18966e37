import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './lists.ts';
import { ListEventsInput, sortsByCreation } from './resource-lists.ts';

describe('a first and a last date', () => {
  const bounds = (from: string, to: string) => {
    const { from_start_date, to_start_date } = ListEventsInput.parse({
      from_start_date: from,
      to_start_date: to,
    });
    return [from_start_date, to_start_date];
  };

  test.each([
    ['2022-04-22', '2022-04-22T00:00:00Z', '2022-04-22T23:59:59Z'],
    ['2022-04-22T10:00:00Z', '2022-04-22T10:00:00Z', '2022-04-22T10:00:00Z'],
    ['2022-04-22T10:00:00', '2022-04-22T10:00:00Z', '2022-04-22T10:00:00Z'],
    ['2022-04-22T10:00', '2022-04-22T10:00:00Z', '2022-04-22T10:00:00Z'],
    ['2022-04-22T10:00:00.25Z', '2022-04-22T10:00:01Z', '2022-04-22T10:00:00Z'],
    ['2022-04-22T10:00:00.000000Z', '2022-04-22T10:00:00Z', '2022-04-22T10:00:00Z'],
    ['2022-04-22T10:00:00+02:00', '2022-04-22T08:00:00Z', '2022-04-22T08:00:00Z'],
    ['2022-04-22T10:00:00 02:00', '2022-04-22T08:00:00Z', '2022-04-22T08:00:00Z'],
    ['2022-04-22T23:30:00-0130', '2022-04-23T01:00:00Z', '2022-04-23T01:00:00Z'],
  ])('%s bounds whole seconds', (text, from, to) => {
    expect(bounds(text, text)).toEqual([from, to]);
  });

  test.each([
    '',
    'yesterday',
    '2022-02-30',
    '2022-13-01',
    '2022-4-2',
    '20220422',
    '2022-04-22T25:00:00Z',
    '2022-04-22T10:00:00Zulu',
    '2022-04-22\u0000',
    '1650637600',
  ])('%j is none', (text) => {
    for (const name of ['from_start_date', 'to_start_date']) {
      const { error } = ListEventsInput.safeParse({ [name]: text });

      expect(error?.issues).toMatchObject([{ path: [name], message: /must be a date such as/ }]);
    }
  });

  test('may both be missing', () => {
    expect(ListEventsInput.parse({})).toEqual({ limit: 10, offset: 0 });
  });
});

test.each([
  ['nothing', {}, false],
  ['an order', { ordering: '-created_at' }, true],
  ['a cursor by date', { cursor: { time: '2022-04-22T10:00:00Z' } }, false],
  ['a cursor by creation', { cursor: { time: '2022-04-22T10:00:00.000000Z' } }, true],
  [
    'a cursor by date and an order',
    { cursor: { time: '2022-04-22T10:00:00Z' }, ordering: 'created_at' },
    false,
  ],
])('with %s a list sorts by creation or not', (_, asked, expected) => {
  expect(sortsByCreation(asked)).toBe(expected);
});

test('a cursor keeps the width of its time', () => {
  const id = '018051aa-f7a9-7000-8000-6cfa325e9d69';
  for (const time of ['2022-04-22T10:00:00Z', '2022-04-22T10:00:00.000000Z']) {
    const cursor = { order: 'desc', direction: 'next', time, id } as const;

    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  }
});
