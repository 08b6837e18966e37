import { problemOf } from '@intarsia/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

const ATTEMPTS = 3;
/** For how long an answer counts as new, in milliseconds: what one click asks twice is asked once. */
const FRESH = 1000;

/** Whether an error says that nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  const code = problemOf(error)?.code;
  return code === 'session_invalid' || code === 'credentials_missing';
}

/** The cache of everything that was asked. Tells when an answer says that the session has ended. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH,
        // What the server refused it will refuse again; what did not arrive may the next time.
        retry: (failures, error) => !problemOf(error) && failures < ATTEMPTS,
      },
    },
  });
}
