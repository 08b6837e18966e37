import { problemOf } from '@intarsia/client';

/** An error in plain words. */
export interface Explanation {
  readonly title: string;
  readonly advice?: string | undefined;
}

const known: Record<string, Explanation> = {
  sign_in_failed: {
    title: 'That did not sign you in.',
    advice:
      'Check the e-mail address and the password. A sign-in link works once and for a short time.',
  },
  session_invalid: { title: 'Your session has ended.', advice: 'Sign in again.' },
  credentials_missing: { title: 'You are not signed in.', advice: 'Sign in to go on.' },
  role_not_allowed: {
    title: 'Your role can only read.',
    advice: 'An operator with the role admin can make this change.',
  },
  environment_unknown: {
    title: 'This environment is not on this server.',
    advice: 'Pick another one in the rail.',
  },
  user_not_found: {
    title: 'There is no such user here.',
    advice: 'It may have been deleted, or it belongs to another environment.',
  },
  account_not_found: {
    title: 'There is no such account here.',
    advice: 'It may have been deleted, or it belongs to another environment.',
  },
  resource_not_found: {
    title: 'There is no such row here.',
    advice: 'It may have been removed by a scan, or deleted with its account.',
  },
  clock_busy: {
    title: 'Somebody else is moving this clock.',
    advice: 'Wait until that is done, then try again.',
  },
  snapshot_not_found: { title: 'There is no such snapshot any more.' },
  pay_distribution_off: {
    title: 'This client does not switch pay.',
    advice: 'Its settings can turn that on.',
  },
  scenario_not_found: { title: 'There is no such scenario any more.' },
  scenario_built_in: {
    title: 'This scenario was not added here.',
    advice: 'Add one of its name to replace it.',
  },
  link_item_not_found: { title: 'There is no such link item.' },
  key_not_found: { title: 'There is no such key here.', advice: 'It may have been revoked.' },
  webhook_not_found: {
    title: 'There is no such webhook here.',
    advice: 'It may have been deleted, or it belongs to another environment.',
  },
  delivery_not_found: {
    title: 'There is no such delivery here.',
    advice: 'It may have been deleted with its event, or it went to another webhook.',
  },
  link_settings_not_found: { title: 'There are no such link settings any more.' },
  link_settings_full: {
    title: 'This environment has as many link settings as it may have.',
    advice: 'Change or delete some of them.',
  },
  client_not_found: { title: 'There is no such client.' },
  user_unknown: { title: 'There is no user with this id in this environment.' },
  link_item_unknown: { title: 'There is no link item with this id.' },
  sandbox_only: { title: 'This works in sandbox environments only.' },
  transition_illegal: {
    title: 'The account has moved on in the meantime.',
    advice: 'Look at its new state and try again if it still fits.',
  },
  mfa_not_pending: {
    title: 'The login is not waiting for a code.',
    advice: 'It may have ended already, or not have asked yet.',
  },
  client_exists: { title: 'There is a client with this name already.' },
  cursor_invalid: {
    title: 'This page of the list does not exist any more.',
    advice: 'Go back to the first page.',
  },
  body_too_large: { title: 'That is more than the server takes in one call.' },
  too_many_requests: {
    title: 'That was tried too often.',
    advice: 'Wait a minute, then try again.',
  },
  store_busy: { title: 'The database is busy.', advice: 'Try again in a moment.' },
  not_ready: { title: 'The server is still starting.', advice: 'Try again in a moment.' },
};

const passing: readonly string[] = ['store_busy', 'not_ready', 'too_many_requests'];

/** What an error says to the person in front of the screen: what happened, and what to do. */
export function explain(error: unknown): Explanation {
  const problem = problemOf(error);
  const found = problem && known[problem.code];
  if (found) return found;
  if (problem && error instanceof Error) return { title: sentence(error.message) };
  if (isUnreachable(error)) {
    return {
      title: 'The server does not answer.',
      advice: 'Check that it runs and can be reached.',
    };
  }
  return {
    title: 'Something went wrong on the server.',
    advice: 'Its log has the details. Try again; if it stays, look there.',
  };
}

/** Whether the same call may succeed a little later; what was refused for a reason will be refused again. */
export function mayPass(error: unknown): boolean {
  const code = problemOf(error)?.code;
  return code === undefined || passing.includes(code);
}

/** The first text about one input field, as a sentence. */
export function fieldError(error: unknown, field: string): string | undefined {
  const text = problemOf(error)?.fields?.[field]?.[0];
  return text === undefined ? undefined : sentence(text);
}

/** Every text about an input field, with the name of the field. */
export function fieldErrors(error: unknown): { field: string; text: string }[] {
  return Object.entries(problemOf(error)?.fields ?? {}).flatMap(([field, texts]) =>
    texts.map((text) => ({ field, text: sentence(text) })),
  );
}

/** Whether an error has texts for input fields; those without are shown above the form. */
export function namesFields(error: unknown, fields: readonly string[]): boolean {
  return fields.some((field) => fieldError(error, field) !== undefined);
}

/** True when no answer came at all, which may be over in a moment. */
export function isUnreachable(error: unknown): boolean {
  if (problemOf(error) || !(error instanceof Error)) return false;
  return error.name === 'TypeError' || error.cause instanceof TypeError;
}

function sentence(text: string): string {
  const begun = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.?]$/.test(begun) ? begun : `${begun}.`;
}
