import {
  CreatedUser,
  CreateUserInput,
  ListUsersInput,
  page,
  UpdateUserInput,
  User,
  UserRef,
} from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import { createUser, deleteUser, getUser, listUsers, updateUser } from './actions.ts';

const tag = 'Users';

export const usersOperations = {
  create: mutation({
    policy: ['client', 'operator'],
    input: CreateUserInput,
    output: CreatedUser,
    run: createUser,
    rest: {
      method: 'POST',
      path: '/v1/users',
      status: 201,
      tag,
      summary: 'Create a user',
      description:
        'Needs no body. Answers the id and a first user token; metadata is stored, not echoed.',
      example: { request: { external_metadata: { group: 'A5' } } },
    },
  }),
  get: query({
    policy: ['client', 'operator'],
    input: UserRef,
    output: User,
    run: getUser,
    rest: { method: 'GET', path: '/v1/users/{id}', status: 200, tag, summary: 'Retrieve a user' },
  }),
  list: query({
    policy: ['client', 'operator'],
    input: ListUsersInput,
    output: page(User),
    run: listUsers,
    rest: { method: 'GET', path: '/v1/users', status: 200, list: true, tag, summary: 'List users' },
  }),
  update: mutation({
    policy: ['client', 'operator'],
    input: UpdateUserInput,
    output: User,
    run: updateUser,
    rest: {
      method: 'PATCH',
      path: '/v1/users/{id}',
      status: 200,
      tag,
      summary: "Update a user's metadata",
      description: 'Replaces `external_metadata` as a whole; without the key it stays as it is.',
      example: { request: { external_metadata: { 'customer group': 'lending' } } },
    },
  }),
  delete: mutation({
    policy: ['client', 'operator'],
    input: UserRef,
    output: z.void(),
    run: deleteUser,
    rest: {
      method: 'DELETE',
      path: '/v1/users/{id}',
      status: 204,
      tag,
      summary: 'Delete a user',
      description: 'Erases the user, the accounts and everything that was read from them.',
    },
  }),
};
