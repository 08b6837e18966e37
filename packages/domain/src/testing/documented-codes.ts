// Written by hand from the documents, never made from the tables that tests compare with it.

/** Every documented code with which a source can refuse a login. */
export const refusalCodes = [
  'account_disabled',
  'account_inaccessible',
  'account_incomplete',
  'invalid_credentials',
  'expired_credentials',
  'invalid_auth',
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
] as const;

/** Documented codes that only a session which has worked can end with. */
export const lossCodes = ['auth_required', 'full_auth_required'] as const;

/** Every documented code of a deposit switch that failed, and those of our own flow. */
export const payDistributionCodes = [
  'account_disconnected',
  'bank_and_card_update_failed',
  'invalid_mfa',
  'card_update_failed',
  'confirmation_timeout',
  'incompatible_auth',
  'incompatible_config',
  'mfa_timeout',
  'invalid_allocation',
  'system_error',
] as const;
