import { z } from 'zod';
import { loginErrors } from './connection-errors/login.ts';
import { mfaErrors } from './connection-errors/mfa.ts';
import { outageErrors } from './connection-errors/outage.ts';

/** Why an account has no working connection: the values of `connection.error_code`. */
export const ConnectionErrorCode = z.enum([
  'account_disabled',
  'account_inaccessible',
  'account_incomplete',
  'invalid_credentials',
  'auth_required',
  'expired_credentials',
  'invalid_auth',
  'full_auth_required',
  'unsupported_auth_type',
  'tos_required',
  'invalid_account_type',
  'invalid_login_method',
  'invalid_login_url',
  'invalid_employer_identifier',
  'invalid_store_identifier',
  'invalid_mfa',
  'mfa_timeout',
  'mfa_attempts_exceeded',
  'mfa_exhausted',
  'mfa_cancelled_by_the_user',
  'mfa_not_configured',
  'physical_mfa_unsupported',
  'unsupported_mfa_method',
  'login_attempts_exceeded',
  'session_limit_reached',
  'connection_unavailable',
  'platform_unavailable',
  'platform_temporarily_unavailable',
  'service_unavailable',
  'auth_method_temporarily_unavailable',
  'unsupported_language',
  'user_action_timeout',
  'system_error',
]);
export type ConnectionErrorCode = z.infer<typeof ConnectionErrorCode>;

/** What is known about one error: shown in the API, in its reference, and to the person in Link. */
export interface ErrorAccount {
  /** One fixed sentence, the `error_message` of the API. No two codes share one. */
  readonly message: string;
  /** What has happened at the source. */
  readonly cause: string;
  readonly advice: {
    /** What the reader of the API should do. */
    readonly reader: string;
    /** What went wrong and the one thing to do, in the person's words. */
    readonly person: string;
  };
}

/** A connection error, and how an account moves with it. */
export interface ConnectionErrorAccount extends ErrorAccount {
  /**
   * A login can be refused with it: `accounts.failed` is sent when it ends a connecting account.
   * False for the codes that only a session which once worked can give.
   */
  readonly refused: boolean;
  /** The source gets over it by itself: the account may go back to connected without credentials. */
  readonly outage: boolean;
}

/** Every connection error with its text, cause and advice: the only place where they are written. */
export const connectionErrors: Readonly<Record<ConnectionErrorCode, ConnectionErrorAccount>> = {
  ...loginErrors,
  ...mfaErrors,
  ...outageErrors,
};
