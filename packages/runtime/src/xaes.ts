import { type Cipher, createCipheriv, createDecipheriv } from 'node:crypto';

const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/**
 * XAES-256-GCM as specified by C2SP: AES-256-GCM whose 24-byte nonce may be random for any number of
 * messages, because its first half derives a key of the message's own.
 */
export function xaes(key: Uint8Array) {
  // One for good: making a cipher takes longer than all that it does for a message. Blocks know nothing of
  // each other in this mode, so it carries nothing on from one call to the next.
  const blocks = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const subkey = cmacSubkey(blocks);

  return {
    /** Ciphertext and tag. */
    encrypt(plain: Uint8Array, nonce: Uint8Array, context: Uint8Array): Buffer {
      const [own, rest] = derive(blocks, subkey, nonce);
      const cipher = createCipheriv('aes-256-gcm', own, rest).setAAD(context);
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },

    /** Throws when the text, the nonce or the context is not the one that was encrypted. */
    decrypt(sealed: Uint8Array, nonce: Uint8Array, context: Uint8Array): Buffer {
      const [own, rest] = derive(blocks, subkey, nonce);
      const end = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', own, rest, { authTagLength: TAG_BYTES })
        .setAAD(context)
        .setAuthTag(sealed.subarray(end));
      return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
    },
  };
}

/** Sizes in bytes, to lay nonce, ciphertext and tag side by side. */
export const xaesSizes = { nonce: NONCE_BYTES, tag: TAG_BYTES } as const;

/** The message's own key (two CMAC blocks, NIST SP 800-108r1) and the nonce that AES-GCM gets. */
function derive(blocks: Cipher, subkey: Buffer, nonce: Uint8Array): [Buffer, Uint8Array] {
  const plain = Buffer.alloc(32);
  for (const [index, start] of [0, 16].entries()) {
    plain.set([0, index + 1, 0x58, 0], start);
    plain.set(nonce.subarray(0, 12), start + 4);
    for (let i = 0; i < 16; i++) plain[start + i] = byte(plain, start + i) ^ byte(subkey, i);
  }
  return [blocks.update(plain), nonce.subarray(12)];
}

/** K1 of CMAC: the encrypted zero block, doubled in GF(2^128). */
function cmacSubkey(blocks: Cipher): Buffer {
  const block = blocks.update(Buffer.alloc(16));
  const doubled = Buffer.alloc(16);
  for (let i = 0; i < 16; i++) doubled[i] = (byte(block, i) << 1) | (byte(block, i + 1) >>> 7);
  if (byte(block, 0) & 0x80) doubled[15] = byte(doubled, 15) ^ 0x87;
  return doubled;
}

/** Zero beyond the end, where the doubling looks one byte too far. */
function byte(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
