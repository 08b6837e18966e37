import { describe, expect, test } from 'vitest';
import {
  checkFile,
  dispositionOf,
  FileName,
  FileType,
  fileTypeOf,
  MAX_FILE_BYTES,
  savedFileName,
} from './files.ts';

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
/** A file type box of an ISO base media file. */
const box = (major: string, ...others: string[]) =>
  latin1(
    `\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${major}\0\0\0\0${others.join('')}`,
  );

const files: readonly (readonly [string, Uint8Array, FileType | undefined])[] = [
  ['a PDF', latin1('%PDF-1.7\n'), 'application/pdf'],
  ['a PNG', latin1('\x89PNG\r\n\x1a\n\0\0'), 'image/png'],
  ['a JPEG of a camera', latin1('\xff\xd8\xff\xe1\0\0Exif'), 'image/jpeg'],
  ['a JFIF', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
  ['a picture of a phone', box('heic', 'mif1', 'heic'), 'image/heic'],
  ['a picture whose brand is among the others', box('mif1', 'mif1', 'heic'), 'image/heic'],
  ['a TIFF of Intel', latin1('II*\0\x08\0'), 'image/tiff'],
  ['a TIFF of Motorola', latin1('MM\0*\0\0'), 'image/tiff'],
  ['an AVIF', box('avif', 'mif1', 'miaf'), undefined],
  ['a film', box('isom', 'mp42'), undefined],
  ['a page', latin1('<!doctype html><script>'), undefined],
  ['a page that mentions PDF', latin1('<html>%PDF-1.7'), undefined],
  ['a drawing', latin1('<svg xmlns="http://www.w3.org/2000/svg">'), undefined],
  ['a GIF', latin1('GIF89a'), undefined],
  ['a program', latin1('MZ\x90\0'), undefined],
  ['an archive', latin1('PK\x03\x04'), undefined],
  ['a text', latin1('gross pay 1,234.56'), undefined],
  ['the beginning of a beginning', latin1('%PD'), undefined],
  ['half a box', latin1('\0\0\0\x18ftyphe'), undefined],
  ['a box that names no brand', latin1('\0\0\0\0ftyp'), undefined],
  ['nothing', new Uint8Array(0), undefined],
];

test.each(files)('%s is known by its first bytes', (_, bytes, type) => {
  expect(fileTypeOf(bytes)).toBe(type);
});

test.each(['%PDF-', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'II*\0', 'MM\0*'])(
  '%j is known by all of its bytes, none of which may be another',
  (beginning) => {
    expect(fileTypeOf(latin1(beginning))).toBeDefined();
    for (let at = 0; at < beginning.length; at++) {
      const other = latin1(`${beginning} and so on`);
      other[at] = (other[at] ?? 0) ^ 1;
      expect(fileTypeOf(other)).toBeUndefined();
    }
  },
);

test('a part of larger memory is read from its own beginning', () => {
  const whole = latin1(`xxxxx${String.fromCharCode(...box('heic', 'mif1'))}`);

  expect(fileTypeOf(whole.subarray(5))).toBe('image/heic');
});

describe('an uploaded file', () => {
  const pdf = latin1('%PDF-1.7');
  const accepted = FileType.options;
  const check = (bytes: Uint8Array, declared?: string, most = MAX_FILE_BYTES) =>
    checkFile(bytes, { declared, accepted, most });

  test.each([
    undefined,
    '',
    'application/pdf',
    'APPLICATION/PDF; charset=binary',
    'application/x-pdf',
    'application/octet-stream',
  ])('may be called %j when it is a PDF', (declared) => {
    expect(check(pdf, declared)).toBe('application/pdf');
  });

  test.each([
    ['image/jpg', latin1('\xff\xd8\xff\xe1')],
    ['image/pjpeg', latin1('\xff\xd8\xff\xe1')],
    ['image/heif', box('heic')],
    ['image/tif', latin1('II*\0')],
  ])('may be called %s as programs do', (declared, bytes) => {
    expect(check(bytes, declared)).toMatch(/^image\//);
  });

  test.each([
    ['another type', pdf, 'image/png', 'media_type_unsupported'],
    ['a type that is not taken', pdf, 'text/html', 'media_type_unsupported'],
    ['a form', pdf, 'application/x-www-form-urlencoded', 'media_type_unsupported'],
    ['a name of the prototype', pdf, 'constructor', 'media_type_unsupported'],
    [
      'what it should be, and is a page',
      latin1('<html>'),
      'application/pdf',
      'media_type_unsupported',
    ],
    ['nothing, and is nothing', new Uint8Array(0), undefined, 'file_empty'],
  ] as const)('is refused when it is called %s', (_, bytes, declared, code) => {
    expect(() => check(bytes, declared)).toThrow(expect.objectContaining({ code }));
  });

  test('is taken at its limit and refused beyond', () => {
    const bytes = new Uint8Array(1_048_577);
    bytes.set(pdf);

    expect(check(bytes, undefined, 1_048_577)).toBe('application/pdf');
    expect(() => check(bytes, undefined, 1_048_576)).toThrow('A file must have at most 1 MiB.');
  });

  test('of a type that this slot does not take is refused', () => {
    const rules = { declared: undefined, accepted: ['image/png' as const], most: 100 };

    expect(() => checkFile(pdf, rules)).toThrow('one of the types image/png');
  });
});

test.each([
  ['april.pdf', 'april.pdf'],
  ['April.PDF', 'April.PDF'],
  ['april', 'april.pdf'],
  ['april.exe', 'april.exe.pdf'],
  ['april.pdf.html', 'april.pdf.html.pdf'],
  ['../../etc/passwd', '-..-etc-passwd.pdf'],
  ['C:\\stubs\\april.pdf', 'C-stubs-april.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['april. . ', 'april.pdf'],
  ['fdp.\u202elirpa.exe', 'fdp.lirpa.exe.pdf'],
  ['zero\u200bwidth.pdf', 'zerowidth.pdf'],
  ['\u200b', 'file.pdf'],
  ['Lohn März 💶.pdf', 'Lohn März 💶.pdf'],
  ['cafe\u0301.pdf', 'café.pdf'],
])('a PDF called %j is saved as %j', (name, saved) => {
  expect(savedFileName(name, 'application/pdf')).toBe(saved);
});

test('a long name is cut between characters and keeps an ending', () => {
  const saved = savedFileName('💶'.repeat(100), 'image/jpeg');

  expect(saved).toBe(`${'💶'.repeat(100)}.jpg`);
  expect([...savedFileName('x'.repeat(200), 'image/jpeg')]).toHaveLength(104);
});

test.each([
  ['april.pdf', `attachment; filename="april.pdf"; filename*=UTF-8''april.pdf`],
  ['a"b\\c%20.pdf', `attachment; filename="a_b_c_20.pdf"; filename*=UTF-8''a%22b%5Cc%2520.pdf`],
  ['März.pdf', `attachment; filename="M_rz.pdf"; filename*=UTF-8''M%C3%A4rz.pdf`],
  [
    "it's (1)*.pdf",
    `attachment; filename="it's (1)*.pdf"; filename*=UTF-8''it%27s%20%281%29%2A.pdf`,
  ],
])('the name %j stands in a header for every reader', (name, header) => {
  expect(dispositionOf('attachment', name)).toBe(header);
});

test.each(['', '  ', 'a\u0000b', 'a\r\nSet-Cookie: x', 'a\ud800b', 'x'.repeat(201)])(
  'the name %j is refused',
  (name) => {
    expect(FileName.safeParse(name).success).toBe(false);
  },
);
