import type { DeliveryTrouble } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { nextWindow } from './pace.ts';

const answer = (status: number | null, latency_ms = 20) => ({
  trouble: null as DeliveryTrouble | null, // As most deliveries.
  answers: [{ status, latency_ms, error: null, retry_after: null, excerpt: null }],
});
const held = { ...answer(null), trouble: 'delay' as const };

test.each([
  ['a quick success doubles it', 8, [answer(204)], 16],
  ['it ends at 64', 64, [answer(204), answer(200)], 64],
  ['a success that took its time leaves it', 8, [answer(204), answer(204, 1500)], 8],
  ['a failure among successes halves it', 8, [answer(204), answer(500)], 4],
  ['it never ends at nothing', 1, [answer(204), answer(500)], 1],
  ['failures alone bring it to one', 32, [answer(500), answer(null, 10_000)], 1],
  ['a success after that begins anew', 1, [answer(204)], 2],
  ['what was not sent says nothing', 8, [held], 8],
  ['what was not sent counts for nothing', 8, [held, answer(204)], 16],
  ['no try says nothing', 8, [], 8],
])('%s', (_, window, tried, next) => {
  expect(nextWindow(window, tried)).toBe(next);
});
