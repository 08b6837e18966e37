import { expect, test } from 'vitest';
import { xaes } from './xaes.ts';

const nonce = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWX');
const plain = Buffer.from('XAES-256-GCM');

/** The two published vectors (C2SP): one with each value of the subkey's top bit. */
const vectors = [
  {
    key: Buffer.alloc(32, 1),
    context: Buffer.alloc(0),
    sealed: 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271',
  },
  {
    key: Buffer.alloc(32, 3),
    context: Buffer.from('c2sp.org/XAES-256-GCM'),
    sealed: '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d',
  },
];

test.each(vectors)('the published vector $sealed is met both ways', ({ key, context, sealed }) => {
  const cipher = xaes(key);

  expect(cipher.encrypt(plain, nonce, context).toString('hex')).toBe(sealed);
  expect(cipher.decrypt(Buffer.from(sealed, 'hex'), nonce, context)).toEqual(plain);
});
