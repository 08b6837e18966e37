import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { schemeManager } from '../theme/scheme.ts';
import { theme } from '../theme/theme.tsx';
import { TimeStyleProvider } from '../ui/moment.tsx';
import { TickerProvider } from '../ui/ticker.tsx';
import { Tips } from '../ui/tips.tsx';
import { ToastProvider } from '../ui/toasts.tsx';
import { InstanceApiProvider, instanceOptions } from './api.tsx';
import { type Platform, PlatformProvider } from './platform.tsx';
import { createQueries } from './queries.ts';
import { createConsoleRouter, wayBack } from './router.tsx';

/** The whole Console on a platform. */
export function Console({ platform }: { platform: Platform }) {
  const [{ queryClient, router }] = useState(() => assemble(platform));
  const [scheme] = useState(() => schemeManager(platform));
  return (
    <PlatformProvider value={platform}>
      <MantineProvider
        theme={theme}
        colorSchemeManager={scheme}
        defaultColorScheme="auto"
        // Both are style elements, which the content security policy has no place for.
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <InstanceApiProvider>
            <TickerProvider>
              <TimeStyleProvider>
                <ToastProvider>
                  <RouterProvider router={router} />
                  <Tips />
                </ToastProvider>
              </TimeStyleProvider>
            </TickerProvider>
          </InstanceApiProvider>
        </QueryClientProvider>
      </MantineProvider>
    </PlatformProvider>
  );
}

function assemble(platform: Platform) {
  const queryClient = createQueries(() => {
    const { pathname, href } = router.state.location;
    if (pathname.endsWith('/sign-in')) return;
    queryClient.clear();
    void router.navigate({ to: '/sign-in', search: wayBack(href) });
  });
  const instance = instanceOptions(platform, queryClient);
  const router = createConsoleRouter({ platform, queryClient, instance });
  return { queryClient, router };
}
