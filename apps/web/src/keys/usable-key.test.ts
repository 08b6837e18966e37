import type { ApiKey } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { keyState } from './usable-key.ts';

const key: ApiKey = {
  id: 'a',
  name: 'ci',
  kind: 'sandbox',
  created_at: '2026-03-01T00:00:00.000000Z',
  expires_at: null,
  revoked_at: null,
};
const now = Date.parse('2026-03-10T12:00:00Z');

test.each([
  [{}, 'active'],
  [{ expires_at: '2026-03-10T12:00:00.001000Z' }, 'ending'],
  [{ expires_at: '2026-03-10T12:00:00.000000Z' }, 'ended'],
  [
    { expires_at: '2026-03-11T00:00:00.000000Z', revoked_at: '2026-03-02T00:00:00.000000Z' },
    'revoked',
  ],
])('a key with %j is %s', (changes, state) => {
  expect(keyState({ ...key, ...changes }, now)).toBe(state);
});
