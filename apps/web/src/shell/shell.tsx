import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { EnvironmentApiProvider, useInstanceApi } from '../app/api.tsx';
import { usePlatform } from '../app/platform.tsx';
import { OperatorProvider } from '../session/operator.tsx';
import { EnvironmentProvider } from './environment.tsx';
import { EnvironmentTimeProvider } from './environment-time.tsx';
import { Rail } from './rail.tsx';
import { ServerStatus } from './server-status.tsx';
import { TopBar } from './top-bar.tsx';
import { UnknownEnvironment } from './unknown-environment.tsx';

const route = getRouteApi('/in/$environment');

/** The frame of every page: the rail of nouns, and the page beside it. */
export function Shell() {
  const { environment: id } = route.useParams();
  const given = route.useRouteContext();
  const api = useInstanceApi();
  const { remember } = usePlatform();
  const asked = useQuery(api.session.current.queryOptions({}, { initialData: given.session }));
  const { operator, environments } = asked.data ?? given.session;
  const current = environments.find((environment) => environment.id === id);

  useEffect(() => {
    if (current) remember('environment', current.id);
  }, [current, remember]);

  if (!current) return <UnknownEnvironment known={environments} />;
  return (
    <OperatorProvider value={operator}>
      <EnvironmentProvider value={{ current, all: environments }}>
        <EnvironmentApiProvider id={current.id}>
          <a className="skip" href="#main">
            Skip to the page
          </a>
          {current.kind === 'sandbox' ? <div className="stripe" aria-hidden="true" /> : null}
          <div className="shell" data-kind={current.kind}>
            <TopBar />
            <Rail />
            <main id="main" className="main" tabIndex={-1}>
              <ServerStatus />
              <EnvironmentTimeProvider>
                {/* Nothing of one environment stays on the page of another. */}
                <Outlet key={current.id} />
              </EnvironmentTimeProvider>
            </main>
          </div>
        </EnvironmentApiProvider>
      </EnvironmentProvider>
    </OperatorProvider>
  );
}
