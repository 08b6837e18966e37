import { type AppRouter, createIntarsia } from '@intarsia/client';
import { keepPreviousData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { type ReactNode, useMemo } from 'react';
import { type Platform, usePlatform } from './platform.tsx';

/** Queries are kept apart by what they were asked of, so that no environment ever shows another's rows. */
type Features = { keyPrefix: true };

const instance = createTRPCContext<AppRouter, Features>();
const environment = createTRPCContext<AppRouter, Features>();

/** The key of what belongs to no environment. */
const INSTANCE = 'instance';

/** Operations of the instance itself: session, clients, operators, link items. */
export const useInstanceApi = instance.useTRPC;
/** Operations in the environment that the page is about. */
export const useApi = environment.useTRPC;
/** The same operations to call one after another, for what takes several calls. */
export const useCalls = environment.useTRPCClient;

/** How often a page that is looked at asks again, in milliseconds. */
const LIVE = 3000;

/** Follows what happens on the server; an older answer stays until the next one is there. */
export const live = { refetchInterval: LIVE, placeholderData: keepPreviousData } as const;

/** Gives `useInstanceApi` to everything inside. */
export function InstanceApiProvider({ children }: { children: ReactNode }) {
  const platform = usePlatform();
  const client = useMemo(() => instanceClient(platform), [platform]);
  return (
    <instance.TRPCProvider trpcClient={client} queryClient={useQueryClient()} keyPrefix={INSTANCE}>
      {children}
    </instance.TRPCProvider>
  );
}

/** Gives `useApi`, bound to one environment, to everything inside. */
export function EnvironmentApiProvider({ id, children }: { id: string; children: ReactNode }) {
  const { fetch, origin } = usePlatform();
  const client = useMemo(
    () => createIntarsia({ url: origin, fetch, environment: id }),
    [fetch, origin, id],
  );
  return (
    <environment.TRPCProvider trpcClient={client} queryClient={useQueryClient()} keyPrefix={id}>
      {children}
    </environment.TRPCProvider>
  );
}

/** The instance's operations for code that runs before anything is rendered. */
export function instanceOptions(platform: Platform, queryClient: QueryClient) {
  return createTRPCOptionsProxy<AppRouter, Features>({
    client: instanceClient(platform),
    queryClient,
    keyPrefix: INSTANCE,
  });
}

function instanceClient({ origin, fetch }: Platform) {
  return createIntarsia({ url: origin, fetch });
}
