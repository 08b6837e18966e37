import { createHmac, hkdfSync } from 'node:crypto';
import type { Random, Vault } from '@intarsia/domain';
import { xaes, xaesSizes } from './xaes.ts';

/** Bytes of a master key and of a client's data key. */
export const KEY_BYTES = 32;
/** First part of every sealed text: says how the rest is laid out. */
const FORMAT = 'v1';

/**
 * A vault under one key. The master key's vault seals the data keys of the clients, a client's vault seals
 * what belongs to the client. Sealed text is `v1.<key id>.<nonce, ciphertext and tag in base64url>`: the key
 * id tells a value of another key from a changed one, and lets keys overlap while they rotate.
 */
export function openVault(key: Uint8Array, random: Pick<Random, 'bytes'>): Vault {
  if (key.length !== KEY_BYTES) throw new Error(`A vault's key has ${KEY_BYTES} bytes`);
  const cipher = xaes(derived(key, 'seal', KEY_BYTES));
  const hashKey = derived(key, 'fingerprint', KEY_BYTES);
  const keyId = derived(key, 'id', 4).toString('hex');

  return {
    seal(plain, context) {
      const nonce = random.bytes(xaesSizes.nonce);
      const sealed = cipher.encrypt(bytesOf(plain), nonce, bytesOf(context));
      return `${FORMAT}.${keyId}.${Buffer.concat([nonce, sealed]).toString('base64url')}`;
    },

    open(sealed, context) {
      const body = unwrapped(sealed, keyId, context);
      try {
        return cipher.decrypt(
          body.subarray(xaesSizes.nonce),
          body.subarray(0, xaesSizes.nonce),
          bytesOf(context),
        );
      } catch (cause) {
        throw new Error(`The sealed value of ${context} was changed or belongs elsewhere`, {
          cause,
        });
      }
    },

    fingerprint(value, purpose) {
      // The length keeps ('ab', 'c') and ('a', 'bc') apart.
      const text = `${purpose.length}:${purpose}:${value}`;
      return createHmac('sha256', hashKey).update(text).digest('hex');
    },
  };
}

function unwrapped(sealed: string, keyId: string, context: string): Buffer {
  const [format, id, text = '', more] = sealed.split('.');
  if (format !== FORMAT) throw new Error(`The sealed value of ${context} has an unknown format`);
  if (id !== keyId) throw new Error(`The value of ${context} was sealed under another key`);
  const body = Buffer.from(text, 'base64url');
  if (body.length < xaesSizes.nonce + xaesSizes.tag) {
    throw new Error(`The sealed value of ${context} is cut off`);
  }
  // The decoder takes more than one spelling of the same bytes; one of them was ours.
  if (more !== undefined || body.toString('base64url') !== text) {
    throw new Error(`The sealed value of ${context} was changed or belongs elsewhere`);
  }
  return body;
}

/** A key of its own for each use, so that no two uses share one. */
function derived(key: Uint8Array, use: string, size: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `intarsia ${FORMAT} ${use}`, size));
}

function bytesOf(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
}
