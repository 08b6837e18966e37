import { Email, Operator } from '@intarsia/domain';
import { z } from 'zod';
import { ListedEnvironment } from '../clients/operations.ts';
import { instanceMutation, instanceQuery } from '../kernel/index.ts';
import { currentSession, redeemLink, setPassword, signIn, signOut } from './actions.ts';
import { NewPassword, TypedPassword } from './passwords.ts';

/** An e-mail address with its password. */
export const SignInInput = z.object({ email: Email, password: TypedPassword });
export type SignInInput = z.infer<typeof SignInInput>;

/** The secret of a sign-in link, as it stands behind the `#`. */
export const RedeemInput = z.object({
  token: z.string().regex(/^[\w-]{1,200}$/, 'must be the token of a sign-in link'),
});
export type RedeemInput = z.infer<typeof RedeemInput>;

/** The password to sign in with from now on. */
export const SetPasswordInput = z.object({ password: NewPassword });
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;

/** Who is signed in, and the environments that the Console can show. */
export const SignedIn = z.object({
  operator: Operator,
  environments: z.array(ListedEnvironment),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const sessionOperations = {
  signIn: instanceMutation({
    policy: ['public'],
    input: SignInInput,
    output: SignedIn,
    run: signIn,
  }),
  redeem: instanceMutation({
    policy: ['public'],
    input: RedeemInput,
    output: SignedIn,
    run: redeemLink,
  }),
  current: instanceQuery({
    policy: ['public', 'operator'],
    input: z.object({}),
    output: SignedIn.nullable(),
    run: currentSession,
  }),
  setPassword: instanceMutation({
    policy: ['operator'],
    own: true,
    input: SetPasswordInput,
    output: SignedIn,
    run: setPassword,
  }),
  signOut: instanceMutation({
    policy: ['public', 'operator'],
    own: true,
    input: z.object({}),
    output: z.void(),
    run: signOut,
  }),
};
