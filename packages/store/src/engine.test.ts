import { describe, expect, test } from 'vitest';
import { engines } from './testing.ts';

describe.each(engines)('$name', ({ open }) => {
  test('a new database answers', async () => {
    const store = await open();

    await expect(store.ping()).resolves.toBeUndefined();

    await store.cleanup();
  });
});
