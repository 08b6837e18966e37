import {
  CreateUserTokenInput,
  IntrospectInput,
  Introspection,
  RefreshTokenInput,
  RevokeTokenInput,
  UserTokens,
} from '@intarsia/domain';
import { z } from 'zod';
import { mutation } from '../kernel/index.ts';
import { createTokens, introspectToken, refreshTokens, revokeTokens } from './actions.ts';

const tag = 'User tokens';

export const tokensOperations = {
  create: mutation({
    policy: ['client', 'operator'],
    input: CreateUserTokenInput,
    output: UserTokens,
    run: createTokens,
    rest: {
      method: 'POST',
      path: '/v1/user-tokens',
      status: 201,
      tag,
      summary: 'Create a user token',
      description: 'Only `access` goes into Link; `refresh` stays on your backend.',
      example: { request: { user: '018051aa-f7a9-7000-8000-000000000001' } },
    },
  }),
  refresh: mutation({
    policy: ['client'],
    input: RefreshTokenInput,
    output: UserTokens,
    run: refreshTokens,
    rest: {
      method: 'POST',
      path: '/v1/user-tokens/refresh',
      status: 201,
      tag,
      summary: 'Exchange a refresh token for a new pair',
      description:
        'Used again within 30 seconds it gives the same pair; used later, all tokens of its family end.',
    },
  }),
  revoke: mutation({
    policy: ['client', 'operator'],
    input: RevokeTokenInput,
    output: z.void(),
    run: revokeTokens,
    rest: {
      method: 'POST',
      path: '/v1/user-tokens/revoke',
      status: 204,
      tag,
      summary: "Revoke one token, or all of a user's",
      description:
        'A refresh token ends with its family. A token that is not known is no error (RFC 7009).',
    },
  }),
  introspect: mutation({
    policy: ['client', 'operator'],
    input: IntrospectInput,
    output: Introspection,
    run: introspectToken,
    rest: {
      method: 'POST',
      path: '/v1/user-tokens/introspect',
      status: 200,
      tag,
      summary: 'Ask what a token is good for (RFC 7662)',
    },
  }),
};
