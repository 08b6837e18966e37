import { usage } from './failures.ts';

/**
 * The JSON value of a text. Refuses numbers that would reach the server as other ones: a value in
 * JavaScript has only so many digits, and REST is there for whoever needs more.
 */
export function parseMetadata(text: string): unknown {
  const value = jsonOf(text);
  for (const number of numbersIn(text)) {
    const kept = JSON.stringify(Number(number));
    if (digitsOf(kept) !== digitsOf(number)) {
      throw usage(
        `--metadata: the number ${number} would be stored as ${kept}.`,
        'Write it as a string, or send it over REST, which keeps every digit.',
      );
    }
  }
  return value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usage(
      `--metadata: must be JSON (${error instanceof Error ? error.message : String(error)}).`,
      `Strings need their quotes: --metadata '"gold"'. A file is given as --metadata @file.json.`,
    );
  }
}

/** The numbers of a valid JSON text, as they are written. */
function numbersIn(text: string): string[] {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g) ?? [];
  return tokens.filter((token) => !token.startsWith('"'));
}

/** The value of a decimal number in one spelling: its digits without outer zeros, and their exponent. */
function digitsOf(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const shortened = digits.replace(/0+$/, '');
  if (shortened === '') return whole === '' ? number : '0';
  const shift = Number(exponent) - fraction.length + (digits.length - shortened.length);
  return `${sign}${shortened}e${shift}`;
}

/** The input member for metadata that was given as JSON, as `@file` or as `@-` for stdin. */
export async function metadataOf(
  given: string,
  read: (file: string) => Promise<string>,
): Promise<{ external_metadata: unknown }> {
  const text = given.startsWith('@') ? await read(given.slice(1)) : given;
  return { external_metadata: parseMetadata(text) };
}
