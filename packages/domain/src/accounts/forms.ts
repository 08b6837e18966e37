import type { Timestamp } from '../values.ts';
import type { Account } from './account.ts';
import { type AccountChange, notBefore } from './changes.ts';

/** One submitted form, and what the account holds of forms and files since. */
export interface SubmittedForm {
  readonly form: string;
  readonly available_count: number;
  readonly files_count: number;
  /** Files that are still being processed. */
  readonly in_progress_count: number;
}

/**
 * A form was submitted: to a form account, or to an account whose login had failed. Neither the
 * connection nor what scans brought changes, so nothing but the form is told.
 */
export function submitForm(
  account: Account,
  submitted: SubmittedForm,
  now: Timestamp,
): AccountChange {
  const counted = recordForms(account, submitted, now);
  const data = { account: account.id, user: account.user, form: submitted.form };
  return {
    account: counted,
    events: [{ type: 'forms.submitted', occurred_at: counted.updated_at, data }],
  };
}

/** The account holds these forms and files, some perhaps still being processed. */
export function recordForms(
  account: Account,
  counts: Omit<SubmittedForm, 'form'>,
  now: Timestamp,
): Account {
  const updated_at = notBefore(account, now);
  const forms = {
    status: counts.in_progress_count > 0 ? ('in_progress' as const) : ('synced' as const),
    updated_at,
    available_count: counts.available_count,
    files_count: counts.files_count,
    in_progress_count: counts.in_progress_count,
  };
  return { ...account, updated_at, availability: { ...account.availability, forms } };
}
