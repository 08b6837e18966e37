import * as fc from 'fast-check';

const space = fc.constantFrom('', '', '', ' ', '\n', '\t', '\r\n  ');

const number = fc.oneof(
  fc.constantFrom('0', '-0', '1.10', '1e400', '-1E-400', '0.1e+1', '12345678901234567890123'),
  fc.constantFrom('9007199254740993', '3.14159265358979323846264338327950288', '1e0'),
  fc.maxSafeInteger().map(String),
);

/** A character as it may stand between quotes: plain, escaped, half a pair, or a bracket that is none. */
const character = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'Z', '1', ' ', 'é', '😀', '߷', ' ', '\u007f') },
  { weight: 2, arbitrary: fc.constantFrom('{', '}', '[', ']', ':', ',', "'", '\\"', '\\\\') },
  { weight: 1, arbitrary: fc.constantFrom('\\u0000', '\\ud800', '\\udc00', '\\ud83d\\ude00') },
  { weight: 1, arbitrary: fc.constantFrom('\\/', '\\n', '\\t', '\\b', '\\f', '\\r', '\\u0041') },
);

const string = fc.array(character, { maxLength: 8 }).map((parts) => `"${parts.join('')}"`);

const key = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"__proto__"',
      '"constructor"',
      '"toJSON"',
      '""',
      '"\\u005f_proto__"',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('"a"', '"\\u0061"', '"hasOwnProperty"', '"10"', '"2"') },
  { weight: 2, arbitrary: string },
);

const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    number,
    string,
    tie('list'),
    tie('object'),
  ),
  list: joined(fc.tuple(space, tie('value'), space)).map((items) => `[${items}]`),
  object: joined(fc.tuple(space, key, space, fc.constant(':'), space, tie('value'), space)).map(
    (members) => `{${members}}`,
  ),
}));

function joined(parts: fc.Arbitrary<string[]>): fc.Arbitrary<string> {
  return fc
    .tuple(space, fc.array(parts, { maxLength: 4 }))
    .map(([empty, all]) => (all.length === 0 ? empty : all.map((one) => one.join('')).join(',')));
}

/**
 * The source text of any JSON value, the nasty ones included: numbers that no double holds, escapes,
 * NUL, half surrogate pairs, `__proto__` and equal keys, space in every place.
 */
export function anyJsonText(): fc.Arbitrary<string> {
  return value;
}

/** The source text of a JSON object, as nasty. */
export function anyJsonObjectText(): fc.Arbitrary<string> {
  return joined(fc.tuple(space, key, space, fc.constant(':'), space, value, space)).map(
    (members) => `{${members}}`,
  );
}

/** Arrays and objects nested this many levels deep. */
export function deepJsonText(levels: number): string {
  const pairs = Math.floor(levels / 2);
  const odd = levels % 2 === 1;
  return `${'[{"a":'.repeat(pairs)}${odd ? '[]' : '1'}${'}]'.repeat(pairs)}`;
}
