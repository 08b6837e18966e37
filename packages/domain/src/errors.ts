/**
 * Every error a caller may act on, with its kind. Kinds become statuses at the doors, once
 * (PRODUCT.md section 2): invalid 400, unauthorized 401, not_found 404, method_not_allowed 405,
 * conflict 409, too_large 413, unsupported_media 415, unprocessable 422, too_many 429, unavailable 503.
 */
export const errorKinds = {
  input_invalid: 'invalid',
  json_invalid: 'invalid',
  cursor_invalid: 'invalid',
  user_unknown: 'invalid',
  account_unknown: 'invalid',
  link_item_unknown: 'invalid',
  link_item_unfit: 'invalid',
  link_items_invalid: 'invalid',
  pay_distribution_config_invalid: 'invalid',
  scenario_invalid: 'invalid',
  file_empty: 'invalid',
  credentials_missing: 'unauthorized',
  key_invalid: 'unauthorized',
  link_key_invalid: 'unauthorized',
  session_invalid: 'unauthorized',
  sign_in_failed: 'unauthorized',
  token_invalid: 'unauthorized',
  token_expired: 'unauthorized',
  token_revoked: 'unauthorized',
  caller_not_allowed: 'unauthorized',
  role_not_allowed: 'unauthorized',
  environment_unknown: 'unauthorized',
  not_found: 'not_found',
  route_unknown: 'not_found',
  user_not_found: 'not_found',
  account_not_found: 'not_found',
  link_item_not_found: 'not_found',
  resource_not_found: 'not_found',
  key_not_found: 'not_found',
  scenario_not_found: 'not_found',
  link_settings_not_found: 'not_found',
  client_not_found: 'not_found',
  link_invalid: 'not_found',
  link_expired: 'not_found',
  snapshot_not_found: 'not_found',
  webhook_not_found: 'not_found',
  delivery_not_found: 'not_found',
  sandbox_only: 'not_found',
  method_not_allowed: 'method_not_allowed',
  transition_illegal: 'conflict',
  pay_distribution_off: 'conflict',
  mfa_not_pending: 'conflict',
  login_needed: 'conflict',
  account_unfit: 'conflict',
  form_closed: 'conflict',
  form_incomplete: 'conflict',
  form_full: 'conflict',
  snapshots_full: 'conflict',
  link_settings_full: 'conflict',
  world_not_empty: 'conflict',
  world_replaced: 'conflict',
  refresh_raced: 'conflict',
  client_exists: 'conflict',
  scenario_built_in: 'conflict',
  operator_exists: 'conflict',
  key_ended: 'conflict',
  idempotency_key_in_use: 'conflict',
  clock_busy: 'conflict',
  body_too_large: 'too_large',
  media_type_unsupported: 'unsupported_media',
  idempotency_key_reused: 'unprocessable',
  too_many_requests: 'too_many',
  simulated_rate_limit: 'too_many',
  store_busy: 'unavailable',
  not_ready: 'unavailable',
  simulated_error: 'unavailable',
} as const;

export type ErrorCode = keyof typeof errorKinds;
export type ErrorKind = (typeof errorKinds)[ErrorCode];

/** Texts by dotted field name, as they stand beside `detail` in an error body. */
export type FieldErrors = Record<string, string[]>;

/** The only error a caller may act on. Anything else that is thrown is a bug. */
export class IntarsiaError extends Error {
  override readonly name = 'IntarsiaError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly fields: FieldErrors | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { cause?: unknown; fields?: FieldErrors } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = errorKinds[code];
    this.fields = options.fields;
  }
}

/** A bad value in a named field: the message names the field and what was expected. */
export function invalidField(
  field: string,
  expected: string,
  code: ErrorCode = 'input_invalid',
): IntarsiaError {
  return new IntarsiaError(code, `${field}: ${expected}`, { fields: { [field]: [expected] } });
}
