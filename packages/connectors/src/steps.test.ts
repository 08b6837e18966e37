import { expect, test } from 'vitest';
import { untilAborted } from './steps.ts';

test('steps pass through as they come', async () => {
  const seen: number[] = [];

  for await (const step of untilAborted([1, 2, 3], new AbortController().signal)) seen.push(step);

  expect(seen).toEqual([1, 2, 3]);
});

test('nothing is begun once the signal is aborted', async () => {
  let begun = false;
  function* steps() {
    begun = true;
    yield 1;
  }
  const reason = new Error('the worker stops');

  const next = untilAborted(steps(), AbortSignal.abort(reason)).next();

  await expect(next).rejects.toBe(reason);
  expect(begun).toBe(false);
});

test('a step that was under way when the signal came is not passed on', async () => {
  const controller = new AbortController();
  const reason = new Error('the worker stops');
  async function* steps() {
    controller.abort(reason);
    yield 1;
  }

  await expect(untilAborted(steps(), controller.signal).next()).rejects.toBe(reason);
});

test('leaving early closes the steps', async () => {
  let closed = false;
  function* steps() {
    try {
      yield 1;
      yield 2;
    } finally {
      closed = true;
    }
  }

  for await (const _ of untilAborted(steps(), new AbortController().signal)) break;

  expect(closed).toBe(true);
});
