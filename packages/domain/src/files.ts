import { z } from 'zod';
import { IntarsiaError, invalidField } from './errors.ts';
import { isWellFormed } from './values.ts';

/** The kinds of files that people may upload. */
export const FileType = z.enum([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/heic',
  'image/tiff',
]);
export type FileType = z.infer<typeof FileType>;

/** The largest file, in bytes: 20 MiB. */
export const MAX_FILE_BYTES = 20 * 1_048_576;

/** The endings of file names of each kind; the first is given to files that have none of them. */
const endings: Readonly<Record<FileType, readonly [string, ...string[]]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/heic': ['heic', 'heif'],
  'image/tiff': ['tiff', 'tif'],
};

/** What programs call these kinds besides their registered names. */
const aliases: Readonly<Record<string, FileType>> = {
  'application/x-pdf': 'application/pdf',
  'image/x-png': 'image/png',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
  'image/tif': 'image/tiff',
};

/** First bytes by which a file tells what it is. HEIC has none of its own: it is a box with brands. */
const beginnings: readonly (readonly [FileType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];

/** Brands of pictures that are coded with HEVC (ISO/IEC 23008-12, annex B). */
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
/** Bytes of a file type box that are looked at: no writer lists more brands. */
const MAX_BOX_BYTES = 128;

/** What a file is by its first bytes; its name and what its sender calls it prove nothing. */
export function fileTypeOf(bytes: Uint8Array): FileType | undefined {
  const known = beginnings.find(([, start]) => start.every((byte, at) => bytes[at] === byte));
  if (known) return known[0];
  return brandsOf(bytes).some((brand) => heicBrands.has(brand)) ? 'image/heic' : undefined;
}

/** The major brand and the compatible ones of an ISO base media file; none of any other file. */
function brandsOf(bytes: Uint8Array): string[] {
  if (textAt(bytes, 4) !== 'ftyp') return [];
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = Math.min(size, bytes.length, MAX_BOX_BYTES);
  const brands = [textAt(bytes, 8)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textAt(bytes, at));
  return brands;
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** What an uploaded file has to be. */
export interface FileRules {
  /** What its sender calls it; no claim is made by nothing at all and by `application/octet-stream`. */
  readonly declared: string | undefined;
  readonly accepted: readonly FileType[];
  /** Bytes. */
  readonly most: number;
}

/** What an uploaded file is. Throws `file_empty`, `body_too_large`, `media_type_unsupported`. */
export function checkFile(bytes: Uint8Array, { declared, accepted, most }: FileRules): FileType {
  if (bytes.length === 0) throw invalidField('content', 'must not be empty', 'file_empty');
  if (bytes.length > most) throw fileTooLarge(most);
  const type = fileTypeOf(bytes);
  if (type === undefined || !accepted.includes(type)) {
    throw unsupported(`content: must be a file of one of the types ${accepted.join(', ')}`);
  }
  const claimed = claimOf(declared);
  if (claimed !== undefined && claimed !== type) {
    throw unsupported(`Content-Type: says ${claimed}, but the file is ${type}`);
  }
  return type;
}

/** The refusal of a file with more bytes than these. */
export function fileTooLarge(most: number): IntarsiaError {
  return new IntarsiaError('body_too_large', `A file must have at most ${most / 1_048_576} MiB.`);
}

function unsupported(detail: string): IntarsiaError {
  return new IntarsiaError('media_type_unsupported', detail);
}

function claimOf(declared = ''): string | undefined {
  const [essence = ''] = declared.split(';');
  const name = essence.trim().toLowerCase();
  if (name === '' || name === 'application/octet-stream') return undefined;
  return Object.hasOwn(aliases, name) ? aliases[name] : name;
}

/** What the person calls a file: 1 to 200 characters, none of them a control character or half of a pair. */
export const FileName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .refine(isWellFormed, 'must not contain control characters or lone surrogates');
export type FileName = z.infer<typeof FileName>;

/** A name for a file whose sender gave none. */
export function usualFileName(what: string, type: FileType): FileName {
  return `${what}.${endings[type][0]}`;
}

/** Marks that turn the direction of text or are not seen at all: they make one ending look like another. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** What systems read as part of a path or do not take in a name. */
const UNFIT = /[\\/:*?"<>|]+/g;
/** The largest file name that every system takes is 255 bytes; this leaves room for an ending. */
const MAX_SAVED = 100;

/**
 * A name under which a file is safely saved: no path, nothing unseen, and with the ending of what it really
 * is, so that no system takes it for a program.
 */
export function savedFileName(name: string, type: string): string {
  const plain = [...name.normalize('NFC').replace(UNSEEN, '').replace(UNFIT, '-')]
    .slice(0, MAX_SAVED)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const known = FileType.safeParse(type);
  const own: readonly string[] = known.success ? endings[known.data] : [];
  const ending = plain.slice(plain.lastIndexOf('.') + 1).toLowerCase();
  const base = plain === '' ? 'file' : plain;
  return own[0] === undefined || own.includes(ending) ? base : `${base}.${own[0]}`;
}

/** `Content-Disposition` with a name for every reader: an ASCII one, and the whole one (RFC 6266). */
export function dispositionOf(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]+/g, '_').replace(/["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
