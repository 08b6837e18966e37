import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Random } from '@intarsia/domain';
import { OpenError } from './open-error.ts';
import { KEY_BYTES } from './vault.ts';

/** Where the master key comes from: given as text, in a file, or kept in the data folder. */
export type MasterKeySource = { text: string } | { file: string } | { data_dir: string };

/** The file in the data folder that holds a master key made at the first start. */
const FILE_NAME = 'master.key';
const EXPECTED = `must be ${KEY_BYTES} bytes as base64 or as ${KEY_BYTES * 2} hex digits`;

/** The 32 bytes of the master key. In the data folder it is made when there is none yet. */
export function loadMasterKey(source: MasterKeySource, random: Pick<Random, 'bytes'>): Uint8Array {
  if (!('data_dir' in source)) return givenKey(source);
  const file = path.join(source.data_dir, FILE_NAME);
  return parsedKey(existing(file) ?? keptKey(file, random), file);
}

function keptKey(file: string, random: Pick<Random, 'bytes'>): string {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return made(file, random);
  } catch (cause) {
    throw new OpenError(`INTARSIA_DATA_DIR: ${file} cannot be made (${reasonOf(cause)})`, {
      cause,
    });
  }
}

/** The master key as far as there is one; makes nothing. */
export function findMasterKey(source: MasterKeySource): Uint8Array | undefined {
  if (!('data_dir' in source)) return givenKey(source);
  const file = path.join(source.data_dir, FILE_NAME);
  const text = existing(file);
  return text === undefined ? undefined : parsedKey(text, file);
}

function givenKey(source: { text: string } | { file: string }): Uint8Array {
  if ('text' in source) return parsedKey(source.text, 'INTARSIA_MASTER_KEY');
  return parsedKey(textOf(source.file), `INTARSIA_MASTER_KEY_FILE (${source.file})`);
}

/** The key of a text in base64, base64url or hex, or an error that names where the text stands. */
export function parsedKey(text: string, place: string): Uint8Array {
  const trimmed = text.trim();
  const hex = new RegExp(`^[0-9a-fA-F]{${KEY_BYTES * 2}}$`).test(trimmed);
  const base64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed);
  const key = hex ? Buffer.from(trimmed, 'hex') : Buffer.from(base64 ? trimmed : '', 'base64');
  if (key.length !== KEY_BYTES) throw new OpenError(`${place}: ${EXPECTED}`);
  return key;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new OpenError(`INTARSIA_MASTER_KEY_FILE: cannot be read (${reasonOf(cause)})`, { cause });
  }
}

function existing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new OpenError(`INTARSIA_DATA_DIR: ${file} cannot be read (${reasonOf(cause)})`, {
      cause,
    });
  }
}

/**
 * Writes a new key beside its place and links it there: the file is never seen half written, and of two
 * starts at once one wins and both read the winner's key.
 */
function made(file: string, random: Pick<Random, 'bytes'>): string {
  const draft = `${file}.${Buffer.from(random.bytes(6)).toString('hex')}`;
  const text = Buffer.from(random.bytes(KEY_BYTES)).toString('base64');
  try {
    writeDurably(draft, `${text}\n`);
    linkSync(draft, file);
    syncFolder(path.dirname(file));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A key that is lost while the database keeps what it sealed is lost for good. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
