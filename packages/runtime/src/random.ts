import { createCipheriv, createHash, randomBytes, randomFillSync, randomUUID } from 'node:crypto';
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

/** The same values for the same seed, in the same order. Never for secrets that anybody relies on. */
export function seededRandom(seed: string): Random {
  const key = createHash('sha256').update(seed).digest();
  // AES in counter mode over zeros is a stream of bytes that is a function of its key alone.
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const bytes = (size: number) => new Uint8Array(stream.update(Buffer.alloc(size)));

  return {
    bytes,
    uuid() {
      const hex = Buffer.from(bytes(16)).toString('hex');
      const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant}${hex.slice(17, 20)}`,
        hex.slice(20),
      ].join('-');
    },
  };
}
