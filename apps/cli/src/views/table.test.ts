import { expect, test } from 'vitest';
import { paintOf } from './paint.ts';
import { type Column, table } from './table.ts';

interface Row {
  readonly id: string;
  readonly note: string;
  readonly more: string;
}

const columns: readonly Column<Row>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Note', of: ({ note }) => note, cut: true },
  { title: 'More', of: ({ more }) => more, optional: true },
];

const id = '018051aa-f7a9-7000-8000-000000000001';

function drawn(rows: readonly Row[], width?: number): string[] {
  return table(columns)(rows, paintOf({ colours: false, width })).split('\n');
}

test('where nothing has to fit, nothing is cut', () => {
  const note = 'x'.repeat(300);

  const lines = drawn([{ id, note, more: 'm' }]);

  expect(lines[1]).toBe(`${id}  ${note}  m`);
});

test('free text is cut to the terminal, ids are not', () => {
  const lines = drawn([{ id, note: 'x'.repeat(300), more: 'more' }], 80);

  expect(lines[1]).toMatch(/^018051aa-f7a9-7000-8000-000000000001 {2}x+… {2}more$/);
  expect(lines[1]).toHaveLength(80);
});

test('optional columns give way to what must be shown', () => {
  const lines = drawn([{ id, note: 'x'.repeat(300), more: 'm'.repeat(40) }], 60);

  expect(lines[0]).toBe(`Id${' '.repeat(36)}Note`);
  expect(lines[1]).toHaveLength(60);
});

test('a terminal narrower than an id still shows the id', () => {
  const lines = drawn([{ id, note: 'a note that is long', more: 'm' }], 20);

  expect(lines[1]).toContain(id);
});

test('characters of two columns count as two', () => {
  const lines = drawn([
    { id: '給与', note: 'a', more: '' },
    { id: 'four', note: 'b', more: '' },
  ]);

  expect(lines).toEqual(['Id    Note  More', '給与  a', 'four  b']);
});

test('sequences that would steer a terminal are shown as escapes', () => {
  const lines = drawn([{ id, note: '\u001b[2J\u009b\n\u202e', more: '' }]);

  expect(lines[1]).toBe(`${id}  \\u001b[2J\\u009b\\u000a\\u202e`);
});

test('a next page goes on below the first, in the same columns, without another head', () => {
  const view = table(columns);
  const paint = paintOf({ colours: false });
  const first = view([{ id: 'long-id', note: 'a', more: 'm' }], paint);

  const second = view([{ id: 'b', note: 'b', more: 'm' }], paint);

  expect(first).toBe('Id       Note  More\nlong-id  a     m');
  expect(second).toBe('b        b     m');
});

test('colours do not take room', () => {
  const coloured: Column<Row>[] = columns.map((column) => ({
    ...column,
    paint: (text, _row, paint) => paint.bad(text),
  }));

  const text = table(coloured)(
    [{ id, note: 'n', more: 'm' }],
    paintOf({ colours: true, width: 80 }),
  );

  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are the colours
  expect(text.split('\n')[1]?.replace(/\u001b\[\d+m/g, '')).toBe(`${id}  n     m`);
  expect(text).toContain('\u001b[31mn');
});
