import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLookups } from './lookups.ts';

const lookups = (fresh_ms = 60_000) => createLookups<{ n: number }>({ max: 2, fresh_ms });

test('an answer is looked up once', async () => {
  const kept = lookups();
  const first = await kept.get('a', async () => ({ n: 1 }));

  const second = await kept.get('a', async () => ({ n: 2 }));

  expect(second).toBe(first);
});

test('an answer is looked up again when it is no longer fresh', async () => {
  const kept = lookups(5);
  await kept.get('a', async () => ({ n: 1 }));
  await wait(20);

  expect(await kept.get('a', async () => ({ n: 2 }))).toEqual({ n: 2 });
});

test('a failure is not kept', async () => {
  const kept = lookups();

  await expect(kept.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');

  expect(await kept.get('a', async () => ({ n: 1 }))).toEqual({ n: 1 });
});

test('an answer whose look-up began before everything was forgotten is not kept', async () => {
  const kept = lookups();
  const slow = kept.get('a', async () => {
    kept.clear();
    return { n: 1 };
  });

  await slow;

  expect(await kept.get('a', async () => ({ n: 2 }))).toEqual({ n: 2 });
});

test('the oldest answer makes room', async () => {
  const kept = lookups();
  for (const key of ['a', 'b', 'c']) await kept.get(key, async () => ({ n: 1 }));

  expect(await kept.get('c', async () => ({ n: 2 }))).toEqual({ n: 1 });
  expect(await kept.get('b', async () => ({ n: 2 }))).toEqual({ n: 1 });
  expect(await kept.get('a', async () => ({ n: 2 }))).toEqual({ n: 2 });
});

test('an answer that was looked up again is the newest', async () => {
  const kept = lookups(30);
  for (const key of ['a', 'b']) await kept.get(key, async () => ({ n: 1 }));
  await wait(40);
  for (const key of ['a', 'c']) await kept.get(key, async () => ({ n: 2 }));

  expect(await kept.get('a', async () => ({ n: 3 }))).toEqual({ n: 2 });
});
