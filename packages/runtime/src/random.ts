import { randomBytes, randomFillSync, randomUUID } from 'node:crypto';
import type { Random } from '@intarsia/domain';

/** Bytes that are drawn at once: a draw takes as long as an insert, however small it is. */
const POOL_BYTES = 4096;
/** Larger values, such as keys of many bytes, are drawn by themselves. */
const LARGEST_SHARE = 64;

/** Unpredictable values from the operating system's generator. */
export function systemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;

  return {
    uuid: () => randomUUID(),
    bytes(size) {
      if (size > LARGEST_SHARE) return randomBytes(size);
      if (used + size > POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
      }
      const share = pool.slice(used, used + size);
      // No byte is given twice, or stays where it could be read after its owner has forgotten it.
      pool.fill(0, used, used + size);
      used += size;
      return share;
    },
  };
}
