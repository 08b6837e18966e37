import type { ConnectionErrorCode, PayDistributionErrorCode } from '@intarsia/domain';

/**
 * What a person can do about an error. `login`: type the login again; `reconnect`: try again with the login
 * that is kept; `search`: pick something else; `documents`: send papers instead; `close`: come back later.
 */
export type NextStep = 'login' | 'reconnect' | 'search' | 'documents' | 'close';

/** The right next step for every connection error, and the others that make sense. */
export const nextSteps: Readonly<Record<ConnectionErrorCode, readonly [NextStep, ...NextStep[]]>> =
  {
    account_disabled: ['search', 'documents'],
    account_inaccessible: ['close', 'documents'],
    account_incomplete: ['close', 'reconnect', 'search'],
    invalid_credentials: ['login', 'search'],
    auth_required: ['reconnect', 'login'],
    expired_credentials: ['login', 'documents'],
    invalid_auth: ['login', 'documents'],
    full_auth_required: ['login', 'documents'],
    unsupported_auth_type: ['login', 'documents', 'search'],
    tos_required: ['reconnect', 'login'],
    invalid_account_type: ['login', 'search'],
    invalid_login_method: ['login', 'search'],
    invalid_login_url: ['login', 'search'],
    invalid_employer_identifier: ['login', 'search'],
    invalid_store_identifier: ['login', 'search'],
    invalid_mfa: ['reconnect', 'login', 'documents'],
    mfa_timeout: ['reconnect', 'login', 'documents'],
    mfa_attempts_exceeded: ['close', 'documents'],
    mfa_exhausted: ['close', 'documents'],
    mfa_cancelled_by_the_user: ['reconnect', 'login', 'documents'],
    mfa_not_configured: ['reconnect', 'documents'],
    physical_mfa_unsupported: ['reconnect', 'documents'],
    unsupported_mfa_method: ['documents', 'reconnect'],
    login_attempts_exceeded: ['close', 'login', 'documents'],
    session_limit_reached: ['reconnect', 'documents'],
    connection_unavailable: ['close', 'documents'],
    platform_unavailable: ['close', 'documents'],
    platform_temporarily_unavailable: ['close', 'documents'],
    service_unavailable: ['close', 'documents'],
    auth_method_temporarily_unavailable: ['login', 'documents'],
    unsupported_language: ['reconnect', 'documents'],
    user_action_timeout: ['reconnect', 'login', 'documents'],
    system_error: ['reconnect', 'documents'],
  };

/** What was typed is wrong, so the next step is to type it again on the login screen itself. */
const typedAgain: readonly ConnectionErrorCode[] = [
  'invalid_credentials',
  'invalid_login_method',
  'invalid_login_url',
  'invalid_employer_identifier',
  'invalid_store_identifier',
];

/** Whether an error is shown above the fields of the login instead of on a screen of its own. */
export function isTypedAgain(code: ConnectionErrorCode): boolean {
  return typedAgain.includes(code);
}

/** What a person can do about a deposit switch that failed. `review`: look at it and start again. */
export type PayStep = 'review' | 'login' | 'close';

/** The right next step for every pay distribution error, and the others that make sense. */
export const payNextSteps: Readonly<
  Record<PayDistributionErrorCode, readonly [PayStep, ...PayStep[]]>
> = {
  account_disconnected: ['login', 'close'],
  bank_and_card_update_failed: ['close', 'review'],
  invalid_mfa: ['review', 'close'],
  card_update_failed: ['review', 'close'],
  confirmation_timeout: ['review', 'close'],
  incompatible_auth: ['login', 'close'],
  incompatible_config: ['close'],
  mfa_timeout: ['review', 'close'],
  invalid_allocation: ['review', 'close'],
  system_error: ['close', 'review'],
};
