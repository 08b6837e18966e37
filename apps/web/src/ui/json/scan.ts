/** Why a text is not JSON that can be kept, and the character where that shows. */
export interface JsonFault {
  readonly offset: number;
  readonly text: string;
}

/** A text and how far it has been read. */
interface Reader {
  readonly text: string;
  at: number;
}

type Found = JsonFault | undefined;

/** The deepest nesting that the server takes. */
const MAX_DEPTH = 512;

const spaces = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const numberLike = /[-+.\w]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a text
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const word = /[A-Za-z_$][\w$]*/y;

/**
 * Finds the first fault of a text: where it stops being JSON, or where reading it as JSON in a browser would
 * lose something (a number with too many digits, a key that stands twice).
 */
export function findFault(text: string): JsonFault | undefined {
  const reader: Reader = { text, at: 0 };
  const found = value(reader, 0);
  if (found) return found;
  skip(reader);
  return reader.at < text.length
    ? fault(reader, `Nothing may follow the value, but ${next(reader)} does.`)
    : undefined;
}

function value(reader: Reader, depth: number): Found {
  skip(reader);
  const c = reader.text[reader.at];
  if (depth > MAX_DEPTH) return fault(reader, `Nests more than ${MAX_DEPTH} levels deep.`);
  if (c === '{') return members(reader, depth);
  if (c === '[') return list(reader, ']', () => value(reader, depth + 1));
  if (c === '"') return stringToken(reader);
  if (c !== undefined && /[-+.\d]/.test(c)) return numberToken(reader);
  return literal(reader);
}

function literal(reader: Reader): Found {
  const name = match(reader, word);
  if (name === 'true' || name === 'false' || name === 'null') return advance(reader, name.length);
  if (name !== '') return fault(reader, `“${name}” needs double quotes around it.`);
  if (reader.text[reader.at] === "'") {
    return fault(reader, 'Texts stand in double quotes, not in single ones.');
  }
  return fault(reader, `A value is missing before ${next(reader)}.`);
}

function numberToken(reader: Reader): Found {
  const all = match(reader, numberLike);
  const valid = match(reader, number);
  if (all !== valid) return fault(reader, `“${all}” is not a number as JSON writes it.`);
  if (!isExact(valid)) {
    return fault(
      reader,
      `The Console can’t keep all digits of ${valid}. Set it over the REST API.`,
    );
  }
  return advance(reader, valid.length);
}

function stringToken(reader: Reader): Found {
  const found = match(reader, string);
  return found === '' ? stringFault(reader) : advance(reader, found.length);
}

function members(reader: Reader, depth: number): Found {
  const keys = new Set<string>();
  return list(reader, '}', () => {
    const start = reader.at;
    if (reader.text[start] !== '"') {
      return fault(reader, `A key in double quotes is missing before ${next(reader)}.`);
    }
    const wrong = stringToken(reader);
    if (wrong) return wrong;
    const key = String(JSON.parse(reader.text.slice(start, reader.at)));
    if (keys.has(key)) return { offset: start, text: `The key “${key}” stands twice.` };
    keys.add(key);
    skip(reader);
    if (reader.text[reader.at] !== ':') {
      return fault(reader, `A colon is missing before ${next(reader)}.`);
    }
    reader.at += 1;
    return value(reader, depth + 1);
  });
}

function list(reader: Reader, end: '}' | ']', member: () => Found): Found {
  reader.at += 1;
  skip(reader);
  if (reader.text[reader.at] === end) return advance(reader, 1);
  for (;;) {
    skip(reader);
    const wrong = member();
    if (wrong) return wrong;
    skip(reader);
    const comma = reader.at;
    const c = reader.text[comma];
    if (c === end) return advance(reader, 1);
    if (c !== ',') return fault(reader, `A comma or ${end} is missing before ${next(reader)}.`);
    reader.at += 1;
    skip(reader);
    if (reader.text[reader.at] === end) {
      return { offset: comma, text: `The comma before ${end} is one too many.` };
    }
  }
}

/** What is wrong with the text in quotes that begins here. */
function stringFault({ text, at: start }: Reader): JsonFault {
  for (let i = start + 1; i < text.length && text[i] !== '"'; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x20) return { offset: i, text: 'Line breaks and tabs inside a text are \\n and \\t.' };
    if (c !== 0x5c) continue;
    if (match({ text, at: i }, escaped) === '') {
      return { offset: i, text: `“${text.slice(i, i + 2)}” is no escape that JSON knows.` };
    }
    i += 1;
  }
  return { offset: start, text: 'The closing quote of this text is missing.' };
}

function match({ text, at }: Reader, pattern: RegExp): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function skip(reader: Reader): void {
  reader.at += match(reader, spaces).length;
}

function advance(reader: Reader, characters: number): undefined {
  reader.at += characters;
}

function fault({ at }: Reader, text: string): JsonFault {
  return { offset: at, text };
}

function next({ text, at }: Reader): string {
  return at >= text.length ? 'the end' : `“${text[at]}”`;
}

/** Whether a number says the same after it went through a double. */
function isExact(source: string): boolean {
  const parsed = Number(source);
  return Number.isFinite(parsed) && digitsOf(String(parsed)) === digitsOf(source);
}

/** Significant digits and exponent, however the number is written: `1.50e2` and `150` are the same. */
function digitsOf(source: string): string {
  const [mantissa = '', exponent = '0'] = source.replace('-', '').toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  if (digits === '') return '0';
  return `${digits}e${Number(exponent) - fraction.length + (all.length - digits.length)}`;
}
