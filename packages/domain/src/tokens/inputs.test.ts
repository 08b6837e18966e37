import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  CreateUserTokenInput,
  IntrospectInput,
  RefreshTokenInput,
  RevokeTokenInput,
  UserTokens,
} from './inputs.ts';
import { Introspection, inactiveToken, introspectionOf } from './introspection.ts';
import { access, client_id, refresh, user_id } from './testing.ts';

/** What is wrong, by field. */
function problems(schema: z.ZodType, input: unknown): object | undefined {
  const parsed = schema.safeParse(input);
  return parsed.success ? undefined : z.flattenError(parsed.error).fieldErrors;
}

const tooLong = 'x'.repeat(8193);

test('a pair is asked for by the id of a user', () => {
  expect(CreateUserTokenInput.parse({ user: user_id, extra: 1 })).toEqual({ user: user_id });
  expect(problems(CreateUserTokenInput, { user: 'me' })).toEqual({ user: ['must be a UUID'] });
  expect(problems(CreateUserTokenInput, {})).toHaveProperty('user');
});

test.each<[string, z.ZodType, string]>([
  ['refresh', RefreshTokenInput, 'refresh'],
  ['introspection', IntrospectInput, 'token'],
  ['revocation', RevokeTokenInput, 'token'],
])('the token of a %s is a bounded text', (_, schema, field) => {
  expect(schema.parse({ [field]: 'a.b.c' })).toEqual({ [field]: 'a.b.c' });
  expect(problems(schema, { [field]: '' })).toEqual({ [field]: ['must not be empty'] });
  expect(problems(schema, { [field]: tooLong })).toEqual({
    [field]: ['must have at most 8192 characters'],
  });
  expect(problems(schema, { [field]: null })).toHaveProperty(field);
  expect(problems(schema, { [field]: ['a.b.c'] })).toHaveProperty(field);
});

describe('a revocation', () => {
  test('takes a token or a user', () => {
    expect(RevokeTokenInput.parse({ token: 'a.b.c' })).toEqual({ token: 'a.b.c' });
    expect(RevokeTokenInput.parse({ user: user_id })).toEqual({ user: user_id });
  });

  test('names both fields when neither is given', () => {
    const text = ['give either token or user'];

    expect(problems(RevokeTokenInput, {})).toEqual({ token: text, user: text });
  });

  test('names both fields when both are given', () => {
    const text = ['give token or user, not both'];

    expect(problems(RevokeTokenInput, { token: 'a.b.c', user: user_id })).toEqual({
      token: text,
      user: text,
    });
  });
});

test.each<[string, z.ZodType]>([
  ['CreateUserTokenInput', CreateUserTokenInput],
  ['RefreshTokenInput', RefreshTokenInput],
  ['RevokeTokenInput', RevokeTokenInput],
  ['IntrospectInput', IntrospectInput],
  ['UserTokens', UserTokens],
  ['Introspection', Introspection],
])('%s has a JSON Schema', (_, schema) => {
  expect(() => z.toJSONSchema(schema)).not.toThrow();
});

describe('an introspection', () => {
  test('of an access token gives its claims by their RFC 7662 names', () => {
    const answer = introspectionOf({ kind: 'access', claims: access }, client_id);

    expect(Introspection.parse(answer)).toEqual({
      active: true,
      token_use: 'access',
      token_type: 'Bearer',
      client_id,
      sub: user_id,
      iss: 'intarsia',
      jti: access.jti,
      iat: access.iat,
      exp: access.exp,
    });
  });

  test('of a refresh token names the client, which the token does not', () => {
    const answer = introspectionOf({ kind: 'refresh', claims: refresh }, client_id);

    expect(Introspection.parse(answer)).toEqual({
      active: true,
      token_use: 'refresh',
      client_id,
      sub: user_id,
      iss: 'intarsia',
      jti: refresh.jti,
      iat: refresh.iat,
      exp: refresh.exp,
    });
  });

  test('of a token that is not good says only that', () => {
    expect(Introspection.parse(inactiveToken)).toEqual({ active: false });
    expect(
      Introspection.parse({
        ...introspectionOf({ kind: 'access', claims: access }, client_id),
        active: false,
      }),
    ).toEqual({ active: false });
  });
});
