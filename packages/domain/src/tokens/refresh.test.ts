import { expect, test } from 'vitest';
import { refreshDecision } from './refresh.ts';

const used_at = '2024-05-01T12:00:00.123456Z';

test('a refresh token rotates on its first use', () => {
  expect(refreshDecision({ used_at: null, revoked_at: null }, used_at)).toBe('rotate');
});

test.each([
  ['at once', used_at],
  ['after a second', '2024-05-01T12:00:01.123456Z'],
  ['after thirty seconds', '2024-05-01T12:00:30.123456Z'],
  ['on a clock that was set back', '2024-05-01T11:00:00.000000Z'],
])('a used refresh token repeats its successor %s', (_, now) => {
  expect(refreshDecision({ used_at, revoked_at: null }, now)).toBe('repeat');
});

test.each([
  ['a microsecond after the grace', '2024-05-01T12:00:30.123457Z'],
  ['a month later', '2024-06-01T12:00:00.000000Z'],
])('a used refresh token is reused %s', (_, now) => {
  expect(refreshDecision({ used_at, revoked_at: null }, now)).toBe('reuse');
});

test.each([null, used_at])('a revoked refresh token is refused (used %s)', (used) => {
  const row = { used_at: used, revoked_at: '2024-05-01T12:00:01.000000Z' };

  expect(() => refreshDecision(row, '2024-05-01T12:00:02.000000Z')).toThrow(
    expect.objectContaining({ code: 'token_revoked' }),
  );
});
