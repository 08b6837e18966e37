import { Account, AccountRef, ListAccountsInput, page } from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import { encryptedConfig } from '../openapi/pay-examples.ts';
import {
  BrowseAccountsInput,
  browseAccounts,
  deleteAccount,
  getAccount,
  listAccounts,
} from './actions.ts';
import {
  confirmPayDistributionOf,
  StartPayDistributionInput,
  startPayDistribution,
} from './switch.ts';

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
  startPayDistribution: mutation({
    policy: ['client', 'user', 'operator'],
    input: StartPayDistributionInput,
    output: Account,
    run: startPayDistribution,
    rest: {
      method: 'POST',
      path: '/v1/accounts/{id}/pay-distribution',
      status: 202,
      tag: 'Pay distribution',
      summary: 'Switch where the pay of an account goes',
      description:
        'The person has to confirm the switch within 15 minutes (`confirmation_timeout`). A config that the link item does not offer fails at once: `pay_distribution.error_code` is then `incompatible_config`. A new switch may follow a finished one; 409 `transition_illegal` while one is under way, and `pay_distribution_off` where the client does not switch pay.',
      example: { request: encryptedConfig },
    },
  }),
  confirmPayDistribution: mutation({
    policy: ['client', 'user', 'operator'],
    input: AccountRef,
    output: Account,
    run: confirmPayDistributionOf,
    rest: {
      method: 'POST',
      path: '/v1/accounts/{id}/pay-distribution/confirm',
      status: 200,
      tag: 'Pay distribution',
      summary: 'Confirm a switch of pay',
      description:
        'The switch goes on by itself: read the account to follow it. An account that is not connected waits 24 hours for its connection, then the switch ends in `account_disconnected`. 409 `transition_illegal` while nothing waits to be confirmed.',
    },
  }),
};
