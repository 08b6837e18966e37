import { Account, AccountRef } from '@intarsia/domain';
import { z } from 'zod';
import { mutation } from '../kernel/index.ts';
import { AnswerSandboxInput, answerSandbox } from './answer.ts';
import { ConnectSandboxInput, connectSandbox } from './connect.ts';
import { sandboxControlOperations } from './control-operations.ts';
import { requestScan } from './scan.ts';

const tag = 'Sandbox';

export const sandboxOperations = {
  ...sandboxControlOperations,
  connect: mutation({
    policy: ['client', 'operator'],
    sandbox: true,
    input: ConnectSandboxInput,
    output: Account,
    run: connectSandbox,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/accounts',
      status: 201,
      otherwise: { 200: 'The login already had an account, which starts over.' },
      tag,
      summary: 'Connect a sandbox account',
      description:
        'Submits credentials as Link would: 201 with a new account, 200 when the login already has one. Makes the user when none is given. The login goes on by itself; read the account to follow it.',
      example: {
        request: {
          link_item: 'warpride',
          username: 'test_1',
          password: 'passgood',
          mfa_code: '8081',
        },
      },
    },
  }),
  answer: mutation({
    policy: ['client', 'operator'],
    sandbox: true,
    input: AnswerSandboxInput,
    output: Account,
    run: answerSandbox,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/accounts/{id}/mfa',
      status: 200,
      tag,
      summary: 'Answer what a sandbox login asks for',
      description: 'Give `code` or `choice`. 409 `mfa_not_pending` while nothing is asked.',
      example: { request: { code: '8081' } },
    },
  }),
  scan: mutation({
    policy: ['client', 'operator'],
    sandbox: true,
    input: AccountRef,
    output: z.object({}),
    run: requestScan,
    rest: {
      method: 'POST',
      path: '/v1/accounts/{id}/periodic-scan',
      status: 200,
      tag,
      summary: 'Scan a sandbox account now',
      description:
        'Does now what happens several times a day, and lets 1 to 5 payouts and activities be new; those of gig work are paid beside the week in which they lie. 409 `transition_illegal` for an account that is not connected; 404 in a live environment.',
    },
  }),
};
