import {
  ApiKey,
  ApiKeyRef,
  CreateApiKeyInput,
  CreatedApiKey,
  LinkKey,
  ListInput,
  page,
  RotateApiKeyInput,
} from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from './actions.ts';
import {
  createLinkKey,
  LinkKeyRef,
  listLinkKeys,
  revokeLinkKey,
  UpdateLinkKeyInput,
  updateLinkKey,
} from './link-keys.ts';

const tag = 'API keys';

export const keysOperations = {
  list: query({
    policy: ['client', 'operator'],
    input: ListInput,
    output: page(ApiKey),
    run: listApiKeys,
    rest: {
      method: 'GET',
      path: '/v1/api-keys',
      status: 200,
      list: true,
      tag,
      summary: 'List API keys',
      description: 'The keys of the environment of your own key, revoked ones included.',
    },
  }),
  create: mutation({
    policy: ['client', 'operator'],
    input: CreateApiKeyInput,
    output: CreatedApiKey,
    run: createApiKey,
    rest: {
      method: 'POST',
      path: '/v1/api-keys',
      status: 201,
      tag,
      summary: 'Create an API key',
      description:
        'The secret is shown this once. A sandbox key makes sandbox keys; live keys are made in the Console or on the machine itself.',
      example: { request: { name: 'nightly tests' } },
    },
  }),
  revoke: mutation({
    policy: ['client', 'operator'],
    input: ApiKeyRef,
    output: z.void(),
    run: revokeApiKey,
    rest: {
      method: 'DELETE',
      path: '/v1/api-keys/{id}',
      status: 204,
      tag,
      summary: 'Revoke an API key',
      description: 'It stops working with the next request. A key may revoke itself.',
    },
  }),
  rotate: mutation({
    policy: ['client', 'operator'],
    input: RotateApiKeyInput,
    output: CreatedApiKey,
    run: rotateApiKey,
    rest: {
      method: 'POST',
      path: '/v1/api-keys/{id}/rotate',
      status: 201,
      tag,
      summary: 'Rotate an API key',
      description:
        'Answers a new key of the same name. The old one goes on working for `overlap_seconds`: a day when not said, at most thirty. Live keys are rotated in the Console or on the machine itself.',
      example: { request: { overlap_seconds: 3600 } },
    },
  }),
};

export const linkKeysOperations = {
  list: query({
    policy: ['client', 'operator'],
    input: z.object({}),
    output: z.array(LinkKey),
    run: listLinkKeys,
  }),
  create: mutation({
    policy: ['operator'],
    input: z.object({}),
    output: LinkKey,
    run: createLinkKey,
  }),
  update: mutation({
    policy: ['client', 'operator'],
    input: UpdateLinkKeyInput,
    output: LinkKey,
    run: updateLinkKey,
  }),
  revoke: mutation({
    policy: ['operator'],
    input: LinkKeyRef,
    output: z.void(),
    run: revokeLinkKey,
  }),
};
