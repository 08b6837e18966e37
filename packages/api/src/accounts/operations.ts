import { Account, AccountRef, ListAccountsInput, page } from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import {
  BrowseAccountsInput,
  browseAccounts,
  deleteAccount,
  getAccount,
  listAccounts,
} from './actions.ts';

const tag = 'Accounts';

export const accountsOperations = {
  get: query({
    policy: ['client', 'user', 'operator'],
    input: AccountRef,
    output: Account,
    run: getAccount,
    rest: {
      method: 'GET',
      path: '/v1/accounts/{id}',
      status: 200,
      tag,
      summary: 'Retrieve an account',
    },
  }),
  list: query({
    policy: ['client', 'user', 'operator'],
    input: ListAccountsInput,
    output: page(Account),
    run: listAccounts,
    rest: {
      method: 'GET',
      path: '/v1/accounts',
      status: 200,
      list: true,
      tag,
      summary: 'List accounts',
      description: 'All accounts, or those of one `user`. A user token sees those of its own user.',
    },
  }),
  /** The Console's list. v1 knows no such filter and ignores it, so it is not on the REST face. */
  browse: query({
    policy: ['operator'],
    input: BrowseAccountsInput,
    output: page(Account),
    run: browseAccounts,
  }),
  delete: mutation({
    policy: ['client', 'operator'],
    input: AccountRef,
    output: z.void(),
    run: deleteAccount,
    rest: {
      method: 'DELETE',
      path: '/v1/accounts/{id}',
      status: 204,
      tag,
      summary: 'Delete an account',
      description: 'Erases the account and everything that was read from it. The user stays.',
    },
  }),
};
