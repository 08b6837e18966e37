import { rawJson } from '@intarsia/domain';
import { anyJsonText } from '@intarsia/domain/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeJson } from './json.ts';

test('without raw members it writes what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(writeJson(value)).toBe(JSON.stringify(value));
    }),
  );
});

test('a raw member stands in the text to the letter, however deep it is', () => {
  fc.assert(
    fc.property(anyJsonText(), (text) => {
      const written = writeJson({ results: [{ id: 'a', external_metadata: rawJson(text) }] });

      expect(written).toBe(`{"results":[{"id":"a","external_metadata":${text}}]}`);
    }),
  );
});

test('members that are undefined are left out', () => {
  expect(writeJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});
