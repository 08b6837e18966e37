import { expect, test } from 'vitest';
import { secretHash, tokenHash } from './hashes.ts';

// The example of FIPS 180-4.
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('secrets and tokens are remembered by the SHA-256 of what stands for them, in hex', () => {
  expect([secretHash('abc'), tokenHash('abc')]).toEqual([abc, abc]);
});
