import { expect, test } from 'vitest';
import { systemRandom } from './random.ts';
import { openVault } from './vault.ts';

const random = systemRandom();
const context = 'accounts.credentials:018051aa-f7a9-7000-8000-000000000000';

function vault(fill = 1) {
  return openVault(Buffer.alloc(32, fill), random);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

test('a sealed value opens under the same key and context', () => {
  const sealed = vault().seal('{"password":"passgood"}', context);

  expect(text(vault().open(sealed, context))).toBe('{"password":"passgood"}');
});

test('bytes and the empty value come back as they were', () => {
  const bytes = new Uint8Array([0, 255, 128, 10]);

  expect([...vault().open(vault().seal(bytes, context), context)]).toEqual([...bytes]);
  expect([...vault().open(vault().seal('', context), context)]).toEqual([]);
});

test('sealing twice gives two texts, none of which shows the value', () => {
  const first = vault().seal('passgood', context);
  const second = vault().seal('passgood', context);

  expect(first).not.toBe(second);
  expect(first).toMatch(/^v1\.[0-9a-f]{8}\.[A-Za-z0-9_-]+$/);
  expect(Buffer.from(first.split('.')[2] ?? '', 'base64url').includes('passgood')).toBe(false);
});

test('a value does not open in another context', () => {
  const sealed = vault().seal('passgood', context);

  expect(() => vault().open(sealed, 'accounts.session:1')).toThrow(/changed or belongs elsewhere/);
});

test('a value does not open under another key, and the error says so', () => {
  const sealed = vault(1).seal('passgood', context);

  expect(() => vault(2).open(sealed, context)).toThrow(/sealed under another key/);
});

test('a value does not open after any one bit of it was changed', () => {
  const sealed = vault().seal('pass', context);
  const [format, id, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');

  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >>> 3] = (changed[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    const forged = `${format}.${id}.${changed.toString('base64url')}`;
    expect(() => vault().open(forged, context)).toThrow(/changed or belongs elsewhere/);
  }
});

test.each([
  ['', /unknown format/],
  ['v2.00000000.AAAA', /unknown format/],
  ['v1', /another key/],
])('%j is refused as a sealed value', (sealed, message) => {
  expect(() => vault().open(sealed, context)).toThrow(message);
});

test('a value does not open in another spelling of the same bytes', () => {
  const sealed = vault().seal('pass', context);
  // Of 44 bytes the last character has two bits that stand for nothing.
  const ends = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
  const others = ends.map((end) => `${sealed.slice(0, -1)}${end}`).filter((one) => one !== sealed);

  for (const other of [...others, `${sealed}=`, `${sealed} `, `${sealed}.x`]) {
    expect(() => vault().open(other, context)).toThrow(/changed or belongs elsewhere/);
  }
});

test('a value that is cut off is refused', () => {
  const sealed = vault().seal('pass', context);

  expect(() => vault().open(sealed.slice(0, 30), context)).toThrow(/cut off/);
});

test('a fingerprint is the same for the same value, purpose and key only', () => {
  const login = vault().fingerprint('test_1', 'login');

  expect(login).toMatch(/^[0-9a-f]{64}$/);
  expect(vault().fingerprint('test_1', 'login')).toBe(login);
  expect(vault().fingerprint('test_2', 'login')).not.toBe(login);
  expect(vault().fingerprint('test_1', 'phone')).not.toBe(login);
  expect(vault(2).fingerprint('test_1', 'login')).not.toBe(login);
  expect(vault().fingerprint('in:a', 'log')).not.toBe(vault().fingerprint('a', 'log:in'));
});

test('a key of the wrong size is refused', () => {
  expect(() => openVault(Buffer.alloc(16), random)).toThrow(/32 bytes/);
});
