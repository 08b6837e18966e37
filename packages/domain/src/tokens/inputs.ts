import { z } from 'zod';
import { IdInput } from '../values.ts';
import { TOKEN_MAX_LENGTH } from './compact.ts';

/** The text of a token, as a caller hands it in. What it is worth is found out later. */
export const TokenText = z
  .string()
  .min(1, 'must not be empty')
  .max(TOKEN_MAX_LENGTH, `must have at most ${TOKEN_MAX_LENGTH} characters`);

/** For whom a new pair is asked. */
export const CreateUserTokenInput = z.object({ user: IdInput });
export type CreateUserTokenInput = z.infer<typeof CreateUserTokenInput>;

/** A new pair: `access` goes to Link, `refresh` stays on the backend. */
export const UserTokens = z.object({ access: TokenText, refresh: TokenText });
export type UserTokens = z.infer<typeof UserTokens>;

/** The refresh token that is given for a new pair. */
export const RefreshTokenInput = z.object({ refresh: TokenText });
export type RefreshTokenInput = z.infer<typeof RefreshTokenInput>;

/** What to revoke: one token (a refresh token with its family) or all of a user. Exactly one of the two. */
export const RevokeTokenInput = z
  .object({ token: TokenText.optional(), user: IdInput.optional() })
  .superRefine((input, issues) => {
    const given = [input.token, input.user].filter((value) => value !== undefined).length;
    if (given === 1) return;
    const message = given === 0 ? 'give either token or user' : 'give token or user, not both';
    for (const field of ['token', 'user']) {
      issues.addIssue({ code: 'custom', path: [field], message });
    }
  })
  .meta({ oneOf: [{ required: ['token'] }, { required: ['user'] }] });
export type RevokeTokenInput = z.infer<typeof RevokeTokenInput>;

/** The token that is asked about, of either kind. */
export const IntrospectInput = z.object({ token: TokenText });
export type IntrospectInput = z.infer<typeof IntrospectInput>;
