import { expect, test } from 'vitest';
import { settingsFrom, textsOf } from './chaos.ts';

const off = { latency_ms: null, error_rate: null, rate_limit: null, purge_idle_days: null };

test('what is off is an empty field', () => {
  const texts = { latency_ms: '', error_rate: '', rate_limit: '', purge_idle_days: '' };
  expect(textsOf(off)).toEqual(texts);
  expect(settingsFrom({ ...texts, latency_ms: ' ' })).toEqual(off);
});

test.each([0, 0.07, 0.25, 1])('an error rate of %d comes back from percent as it was', (rate) => {
  const settings = { ...off, error_rate: rate, latency_ms: 1500 };
  expect(settingsFrom(textsOf(settings))).toEqual(settings);
});
