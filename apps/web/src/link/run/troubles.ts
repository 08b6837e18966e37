import { problemOf } from '@intarsia/client';
import type { ToldError } from '@intarsia/link/protocol';
import type { Trouble } from '../flow/flow.ts';
import { isUnreachable, TokenGone } from './session.ts';

/** The code of a refusal; undefined for a failure that has none. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof TokenGone ? 'token_gone' : problemOf(error)?.code;
}

const widgetErrors: Readonly<Record<string, ToldError>> = {
  link_key_invalid: 'invalid_link_key',
  link_items_invalid: 'invalid_link_items',
  pay_distribution_config_invalid: 'invalid_pd_config',
  pay_distribution_off: 'invalid_pd_config',
  token_gone: 'expired_user_token',
  token_expired: 'expired_user_token',
  token_invalid: 'invalid_user_token',
  token_revoked: 'invalid_user_token',
};

/** The error of the widget that ends everything; undefined for one that a screen can tell. */
export function widgetErrorOf(error: unknown): ToldError | undefined {
  return widgetErrors[codeOf(error) ?? ''];
}

/** The account has moved on in another window, or by itself: its newest state says where to go. */
export const overtaken: readonly string[] = [
  'mfa_not_pending',
  'transition_illegal',
  'account_unfit',
  'account_not_found',
];

const busy: readonly string[] = [
  'too_many_requests',
  'simulated_rate_limit',
  'store_busy',
  'not_ready',
  'simulated_error',
];

/** What a failed call says to the person. It holds nothing of what was sent. */
export function troubleOf(error: unknown): Trouble {
  const problem = problemOf(error);
  if (!problem) return { reason: isUnreachable(error) ? 'unreachable' : 'broken' };
  const { code, fields } = problem;
  if (busy.includes(code)) return { reason: 'busy', code };
  return { reason: 'refused', code, fields: Object.keys(fields ?? {}) };
}
