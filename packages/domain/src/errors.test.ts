import { expect, test } from 'vitest';
import { errorKinds, IntarsiaError, invalidField } from './errors.ts';

test('an error has the kind of its code, a text, fields and a cause', () => {
  const cause = new Error('below');

  const error = new IntarsiaError('user_unknown', 'No such user.', {
    cause,
    fields: { user: ['is unknown'] },
  });

  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'IntarsiaError',
    code: 'user_unknown',
    kind: 'invalid',
    message: 'No such user.',
    fields: { user: ['is unknown'] },
    cause,
  });
});

test('an error without a cause has none', () => {
  expect('cause' in new IntarsiaError('not_found', 'Not found.')).toBe(false);
});

test('a bad field is named in the text and among the fields', () => {
  const error = invalidField('limit', 'must be a whole number of at least 1');

  expect(error).toMatchObject({
    code: 'input_invalid',
    message: 'limit: must be a whole number of at least 1',
    fields: { limit: ['must be a whole number of at least 1'] },
  });
});

test('every kind has a status in the documents', () => {
  expect([...new Set(Object.values(errorKinds))].sort()).toEqual([
    'conflict',
    'invalid',
    'method_not_allowed',
    'not_found',
    'too_large',
    'too_many',
    'unauthorized',
    'unavailable',
    'unprocessable',
    'unsupported_media',
  ]);
});
