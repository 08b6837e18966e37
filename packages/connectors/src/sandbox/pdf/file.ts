import { codeOf, glyphName } from './glyphs.ts';
import { newSheet, type Sheet, type SheetSize } from './sheet.ts';

/** What readers show of a file beside its pages. */
interface FileInfo {
  readonly title: string;
  readonly author: string;
  /**
   * The day that the document is from, `2026-03-06`: never the day on which it was drawn. Null where the
   * document does not say.
   */
  readonly date: string | null;
}

/** A PDF file while it is drawn. */
export interface PdfFile {
  readonly sheets: readonly Sheet[];
  addSheet(size: SheetSize): Sheet;
  /** The finished file. The same calls give the same bytes, on every machine and at every time. */
  bytes(info: FileInfo): Uint8Array<ArrayBuffer>;
}

/** Codes that the encoding leaves free, for letters beyond it. */
const free = [...Array.from({ length: 31 }, (_, n) => n + 1), 127, 129, 141, 143, 144, 157];

/**
 * Begins a file. It is plain text throughout: not compressed, because the bytes that a compressor gives
 * differ between versions and processors, and a page is small without it.
 */
export function newPdf(): PdfFile {
  const sheets: Sheet[] = [];
  const extras = new Map<string, number>();
  const encode = (text: string) =>
    [...text]
      .map((one) => codeIn(extras, one))
      .map(escaped)
      .join('');
  return {
    sheets,
    addSheet(size) {
      const sheet = newSheet(size, encode);
      sheets.push(sheet);
      return sheet;
    },
    bytes: (info) => assembled(sheets, extras, info),
  };
}

/** The code of a character; letters beyond the encoding get one each, and their plain letter when none is left. */
function codeIn(extras: Map<string, number>, one: string): number {
  const code = codeOf(one) ?? extras.get(one);
  if (code !== undefined) return code;
  const next = free[extras.size];
  if (next === undefined) return codeOf(one.normalize('NFD').slice(0, 1)) ?? 63;
  extras.set(one, next);
  return next;
}

function escaped(code: number): string {
  if (code === 40 || code === 41 || code === 92) return `\\${String.fromCharCode(code)}`;
  if (code >= 32 && code <= 126) return String.fromCharCode(code);
  return `\\${code.toString(8).padStart(3, '0')}`;
}

function assembled(
  sheets: readonly Sheet[],
  extras: ReadonlyMap<string, number>,
  info: FileInfo,
): Uint8Array<ArrayBuffer> {
  const first = 7;
  const pages = sheets.map((_, n) => `${first + n * 2} 0 R`);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en-US) /ViewerPreferences << /DisplayDocTitle true >> >>',
    `<< /Type /Pages /Kids [${pages.join(' ')}] /Count ${sheets.length} >>`,
    infoOf(info),
    encodingOf(extras),
    fontOf('Helvetica'),
    fontOf('Helvetica-Bold'),
    ...sheets.flatMap((sheet, n) => pageOf(sheet, first + n * 2 + 1)),
  ];
  return new TextEncoder().encode(written(objects));
}

function written(objects: readonly string[]): string {
  let text = '%PDF-1.7\n';
  let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const [n, object] of objects.entries()) {
    // Everything is ASCII, so characters count bytes.
    table += `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
  }
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 3 0 R >>\n`;
  return `${text}${table}${trailer}startxref\n${text.length}\n%%EOF\n`;
}

function pageOf({ size, operators }: Sheet, contents: number): [string, string] {
  const stream = operators.join('\n');
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.width} ${size.height}] ` +
      `/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> /Contents ${contents} 0 R >>`,
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  ];
}

function fontOf(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding 4 0 R >>`;
}

function encodingOf(extras: ReadonlyMap<string, number>): string {
  const names = [...extras].map(([one, code]) => `${code} /${glyphName(one)}`);
  const differences = names.length === 0 ? '' : ` /Differences [${names.join(' ')}]`;
  return `<< /Type /Encoding /BaseEncoding /WinAnsiEncoding${differences} >>`;
}

function infoOf({ title, author, date }: FileInfo): string {
  const day = date && `(D:${date.replaceAll('-', '')}000000Z)`;
  const dates = day === null ? '' : `/CreationDate ${day} /ModDate ${day} `;
  return (
    `<< /Title ${unicode(title)} /Author ${unicode(author)} /Subject (Sample document) ` +
    `/Producer (Intarsia sandbox) ${dates}>>`
  );
}

/** Any text as UTF-16, in hexadecimal digits. */
function unicode(text: string): string {
  let hex = 'FEFF';
  for (let n = 0; n < text.length; n++) {
    hex += text.charCodeAt(n).toString(16).toUpperCase().padStart(4, '0');
  }
  return `<${hex}>`;
}
