import { type Problem, problemOf } from '@intarsia/client';
import { type ErrorKind, errorKinds } from '@intarsia/domain';
import { Failure, type Outcome } from './failures.ts';
import type { Target } from './target.ts';
import { keyIdOf } from './texts.ts';

type Code = Problem['code'];

/** How each kind of refusal ends a command. */
const outcomes: Readonly<Record<ErrorKind, Outcome>> = {
  invalid: 'usage',
  unauthorized: 'auth',
  not_found: 'not_found',
  method_not_allowed: 'failure',
  conflict: 'failure',
  too_large: 'usage',
  unsupported_media: 'failure',
  unprocessable: 'failure',
  too_many: 'failure',
  unavailable: 'unreachable',
};

/** An id that means nothing is not found, also where the API calls the whole input invalid for it. */
const notFound: readonly Code[] = ['user_unknown', 'account_unknown', 'link_item_unknown'];

/** What the server can only call "Not found.". */
const texts: Partial<Readonly<Record<Code, string>>> = {
  user_not_found: 'There is no such user.',
  account_not_found: 'There is no such account.',
  link_item_not_found: 'There is no such link item.',
  resource_not_found: 'There is no such record.',
  key_not_found: 'There is no such key.',
  scenario_not_found: 'There is no such scenario.',
  link_settings_not_found: 'There is no such set of link settings.',
  client_not_found: 'There is no such client.',
  webhook_not_found: 'There is no such webhook.',
  delivery_not_found: 'There is no such delivery.',
  snapshot_not_found: 'There is no such snapshot.',
  sandbox_only: 'Your API key is of a live environment, which has no sandbox.',
};

const hints: Partial<Readonly<Record<Code, (target: Target) => readonly string[]>>> = {
  caller_not_allowed: ({ url }) => [
    `An API key can not do this. An operator can, in the Console: ${url}/console`,
    'On the machine of the server, `intarsia keys create --local` makes keys of either kind.',
  ],
  too_many_requests: () => ['Wait a moment and try again.'],
  simulated_rate_limit: simulated,
  simulated_error: simulated,
  store_busy: () => ['Wait a moment and try again.'],
  clock_busy: () => ['Wait a moment and try again.'],
};

function simulated(): readonly string[] {
  return ['Your sandbox is set to do so. `intarsia sandbox settings` shows and changes it.'];
}

/** Says in the person's words why a call to this server failed. */
export function explainer(target: Target): (error: unknown) => Failure {
  return (error) => {
    const failure = failureIn(error);
    if (failure) return failure;
    const problem = problemOf(error);
    if (problem) return refusal(problem, { message: messageOf(error), target });
    return new Failure('failure', messageOf(error), { hints: requestOf(error), cause: error });
  };
}

function refusal(
  { code, fields }: Problem,
  { message, target }: { message: string; target: Target },
): Failure {
  if (code === 'credentials_missing') return noKey(target);
  if (code === 'key_invalid') return refusedKey(target);
  // A newer server may know codes that this build does not.
  const kind: ErrorKind | undefined = errorKinds[code];
  const outcome = notFound.includes(code) ? 'not_found' : outcomes[kind ?? 'conflict'];
  const wrong = Object.entries(fields ?? {}).flatMap(([name, faults]) =>
    faults.map((fault) => `${name}: ${fault}`),
  );
  const text = texts[code] ?? message;
  return new Failure(outcome, `${text} (${code})`, {
    hints: [...wrong.filter((line) => line !== text), ...(hints[code]?.(target) ?? [])],
  });
}

function noKey({ url, url_from }: Target): Failure {
  return new Failure('auth', `No API key is known for ${url} (${url_from}).`, {
    hints: [
      'Set INTARSIA_API_KEY=id:secret, or keep a key with `intarsia login`.',
      'The first `intarsia serve` printed one; `intarsia keys create --local` makes another.',
    ],
  });
}

function refusedKey({ url, api_key = '', key_from }: Target): Failure {
  return new Failure(
    'auth',
    `${url} does not know the API key ${keyIdOf(api_key)} (${key_from}).`,
    {
      hints: ['It may have been revoked, or belong to another server.'],
    },
  );
}

/** Our own failures travel inside the client's errors. */
function failureIn(error: unknown): Failure | undefined {
  if (error instanceof Failure || !(error instanceof Error)) {
    return error instanceof Failure ? error : undefined;
  }
  return failureIn(error.cause);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Where to look in the server's log. */
function requestOf(error: unknown): readonly string[] {
  const response = error instanceof Error && 'meta' in error ? responseIn(error.meta) : undefined;
  const id = response?.headers.get('x-request-id');
  return id ? [`The server's log has more under the request id ${id}.`] : [];
}

function responseIn(meta: unknown): Response | undefined {
  const isHolder = typeof meta === 'object' && meta !== null && 'response' in meta;
  return isHolder && meta.response instanceof Response ? meta.response : undefined;
}
