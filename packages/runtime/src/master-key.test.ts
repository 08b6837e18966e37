import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadMasterKey, parsedKey } from './master-key.ts';
import { OpenError } from './open-error.ts';
import { systemRandom } from './random.ts';

const random = systemRandom();
const bytes = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 250) % 256));

function folder(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'intarsia-key-')), 'data');
}

test.each([
  ['base64', bytes.toString('base64')],
  ['base64 without padding', bytes.toString('base64').replace('=', '')],
  ['base64url', bytes.toString('base64url')],
  ['hex', bytes.toString('hex')],
  ['upper-case hex with space around it', `  ${bytes.toString('hex').toUpperCase()}\n`],
])('a key is taken as %s', (_, text) => {
  expect([...parsedKey(text, 'X')]).toEqual([...bytes]);
});

test.each([
  ['empty', ''],
  ['a word', 'secret'],
  ['16 bytes', bytes.subarray(0, 16).toString('base64')],
  ['33 bytes', Buffer.concat([bytes, bytes.subarray(0, 1)]).toString('base64')],
  ['63 hex digits', bytes.toString('hex').slice(1)],
])('a key that is %s is refused with the name of its variable', (_, text) => {
  expect(() => loadMasterKey({ text }, random)).toThrow(OpenError);
  expect(() => loadMasterKey({ text }, random)).toThrow(/^INTARSIA_MASTER_KEY: must be 32 bytes/);
});

test('a key is read from a file', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'intarsia-key-')), 'key');
  writeFileSync(file, `${bytes.toString('hex')}\n`);

  expect([...loadMasterKey({ file }, random)]).toEqual([...bytes]);
});

test('a key file that is not there is refused with the name of its variable', () => {
  const file = path.join(folder(), 'missing');

  expect(() => loadMasterKey({ file }, random)).toThrow(
    /^INTARSIA_MASTER_KEY_FILE: cannot be read/,
  );
});

test('a key is made once in the data folder, for its owner alone', () => {
  const data_dir = folder();

  const first = loadMasterKey({ data_dir }, random);
  const second = loadMasterKey({ data_dir }, random);

  expect([...second]).toEqual([...first]);
  expect(readdirSync(data_dir)).toEqual(['master.key']);
  expect(statSync(path.join(data_dir, 'master.key')).mode & 0o777).toBe(0o600);
  expect(statSync(data_dir).mode & 0o777).toBe(0o700);
});

test('a damaged key in the data folder is refused, never replaced', () => {
  const data_dir = folder();
  loadMasterKey({ data_dir }, random);
  const file = path.join(data_dir, 'master.key');
  writeFileSync(file, 'half a k');

  expect(() => loadMasterKey({ data_dir }, random)).toThrow(OpenError);
  expect(readFileSync(file, 'utf8')).toBe('half a k');
});

test('a key that can be neither read nor made is refused with the name of its variable', () => {
  const taken = path.join(folder(), '..', 'file');
  writeFileSync(taken, '');
  const data_dir = folder();
  mkdirSync(path.join(data_dir, 'master.key'), { recursive: true });

  for (const place of [data_dir, path.join(taken, 'data')]) {
    expect(() => loadMasterKey({ data_dir: place }, random)).toThrow(OpenError);
    expect(() => loadMasterKey({ data_dir: place }, random)).toThrow(
      /^INTARSIA_DATA_DIR: .*cannot/,
    );
  }
});

test('of two makers at once, both end with the key of the first', () => {
  const data_dir = folder();
  let inner: Uint8Array | undefined;
  const racing = {
    bytes(size: number) {
      // The other start makes its key while this one is still drawing its own.
      if (size === 32 && !inner) inner = loadMasterKey({ data_dir }, random);
      return random.bytes(size);
    },
  };

  const outer = loadMasterKey({ data_dir }, racing);

  expect([...outer]).toEqual([...(inner ?? [])]);
  expect(readdirSync(data_dir)).toEqual(['master.key']);
});
