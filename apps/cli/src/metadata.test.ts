import { expect, test } from 'vitest';
import { metadataOf, parseMetadata } from './metadata.ts';

test.each([
  ['null', null],
  ['"gold"', 'gold'],
  ['{"a":[1,-2.50,0.1,1e3,1E-7,0,-0.0]}', { a: [1, -2.5, 0.1, 1000, 1e-7, 0, -0] }],
  ['9007199254740992', 9_007_199_254_740_992],
  ['1.7976931348623157e308', Number.MAX_VALUE],
  ['5e-324', 5e-324],
  ['123456789012345680000', 123_456_789_012_345_680_000],
  [
    '{"12345678901234567890":"1e999 \\" 12345678901234567890"}',
    { '12345678901234567890': '1e999 " 12345678901234567890' },
  ],
])('%s is taken', (text, value) => {
  const parsed = parseMetadata(text);

  expect(parsed).toEqual(value);
});

test.each(['12345678901234567890', '9007199254740993', '0.1000000000000000055', '1e400', '1e-400'])(
  'the number %s is refused, as it would be stored as another one',
  (number) => {
    const parse = () => parseMetadata(`{"a":["x",${number}]}`);

    expect(parse).toThrow(expect.objectContaining({ outcome: 'usage' }));
    expect(parse).toThrow(number);
  },
);

test.each(['', 'gold', '{a:1}', "{'a':1}", '[1,]'])('%j is no JSON', (text) => {
  const parse = () => parseMetadata(text);

  expect(parse).toThrow(expect.objectContaining({ outcome: 'usage' }));
});

test('a key named __proto__ stays a key', () => {
  const parsed = parseMetadata('{"__proto__":{"a":1}}');

  expect(JSON.stringify(parsed)).toBe('{"__proto__":{"a":1}}');
});

test('what begins with @ names a file', async () => {
  const asked: string[] = [];
  const read = async (file: string) => {
    asked.push(file);
    return '{"from":"file"}';
  };

  const input = await metadataOf('@person.json', read);

  expect(asked).toEqual(['person.json']);
  expect(input).toEqual({ external_metadata: { from: 'file' } });
});
