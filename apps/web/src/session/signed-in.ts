import type { Operator } from '@intarsia/domain';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useInstanceApi } from '../app/api.tsx';
import { useGoTo } from '../app/moves.tsx';
import type { NamedEnvironment } from '../shell/environment.tsx';

/** Who is signed in, and where that person can work. */
export interface Session {
  readonly operator: Operator;
  readonly environments: NamedEnvironment[];
}

const route = getRouteApi('/sign-in');

/** Gives a function that goes on to where the person wanted to be, by way of a password if there is none yet. */
export function useSignedIn(): (session: Session) => Promise<void> {
  const api = useInstanceApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const goTo = useGoTo();
  const { to } = route.useSearch();
  return async (session) => {
    // What an earlier operator has seen is not for this one.
    queryClient.clear();
    queryClient.setQueryData(api.session.current.queryKey({}), session);
    if (!session.operator.has_password) {
      await navigate({ to: '/password', search: to === undefined ? {} : { to } });
    } else {
      await goTo(to);
    }
  };
}
