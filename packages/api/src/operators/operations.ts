import { Email, Operator, OperatorRole, Timestamp } from '@intarsia/domain';
import { z } from 'zod';
import { instanceMutation, instanceQuery } from '../kernel/index.ts';
import { createSignInLink, listOperators } from './actions.ts';

/** For whom a sign-in link is: an address, and a role for who is new. The oldest admin when nobody is named. */
export const SignInLinkInput = z.object({
  email: Email.optional(),
  /** A viewer when not said. */
  role: OperatorRole.optional(),
});
export type SignInLinkInput = z.infer<typeof SignInLinkInput>;

/** A link that signs its operator in once, until it expires. */
export const CreatedSignInLink = z.object({
  url: z.string(),
  expires_at: Timestamp,
  operator: Operator,
});
export type CreatedSignInLink = z.infer<typeof CreatedSignInLink>;

export const operatorsOperations = {
  list: instanceQuery({
    policy: ['operator'],
    input: z.object({}),
    output: z.array(Operator),
    run: listOperators,
  }),
  signInLink: instanceMutation({
    policy: ['operator'],
    input: SignInLinkInput,
    output: CreatedSignInLink,
    run: createSignInLink,
  }),
};
