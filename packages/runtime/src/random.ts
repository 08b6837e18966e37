import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from '@intarsia/domain';

/** Unpredictable values from the operating system's generator. */
export function systemRandom(): Random {
  return { uuid: () => randomUUID(), bytes: (size) => randomBytes(size) };
}
