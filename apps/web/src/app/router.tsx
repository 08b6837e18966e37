import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../url/search.ts';
import type { instanceOptions } from './api.tsx';
import { NoEnvironment, NotFound, PageProblem, Starting, StartProblem } from './boundaries.tsx';
import type { Platform } from './platform.tsx';
import {
  accountsSearch,
  deliveriesSearch,
  eventsSearch,
  linkItemsSearch,
  resourcesSearch,
  signInSearch,
  usersSearch,
  webhooksSearch,
} from './search.ts';

/** What routes may use before anything is rendered. */
export interface RouterContext {
  readonly platform: Platform;
  readonly queryClient: QueryClient;
  readonly instance: ReturnType<typeof instanceOptions>;
}

/** Below this path the server hands out the Console. */
const BASE = '/console';

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../session/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything that needs somebody who is signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'in',
  async beforeLoad({ context: { queryClient, instance }, location }) {
    const session = await queryClient.ensureQueryData(instance.session.current.queryOptions({}));
    if (!session) throw redirect({ to: '/sign-in', search: wayBack(location.href) });
    return { session };
  },
  pendingComponent: Starting,
  errorComponent: StartProblem,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad({ context: { session, platform } }) {
    const { environments } = session;
    const recalled = platform.recall('environment');
    const found =
      environments.find(({ id }) => id === recalled) ??
      environments.find(({ kind }) => kind === 'sandbox') ??
      environments[0];
    if (found) throw redirect({ to: '/$environment', params: { environment: found.id } });
  },
  component: NoEnvironment,
});

const password = createRoute({
  getParentRoute: () => signedIn,
  path: 'password',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../session/password-page.tsx'), 'PasswordPage'),
});

const environment = createRoute({
  getParentRoute: () => signedIn,
  path: '$environment',
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
  notFoundComponent: NotFound,
});

const overview = createRoute({
  getParentRoute: () => environment,
  path: '/',
  component: lazyRouteComponent(() => import('../overview/overview-page.tsx'), 'OverviewPage'),
});

const users = createRoute({
  getParentRoute: () => environment,
  path: 'users',
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('../users/users-page.tsx'), 'UsersPage'),
});

const user = createRoute({
  getParentRoute: () => users,
  path: '$id',
  component: lazyRouteComponent(() => import('../users/user-page.tsx'), 'UserPage'),
});

const accounts = createRoute({
  getParentRoute: () => environment,
  path: 'accounts',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import('../accounts/accounts-page.tsx'), 'AccountsPage'),
});

const account = createRoute({
  getParentRoute: () => accounts,
  path: '$id',
  component: lazyRouteComponent(() => import('../accounts/account-page.tsx'), 'AccountPage'),
});

const accountSummary = createRoute({
  getParentRoute: () => account,
  path: '/',
  component: lazyRouteComponent(() => import('../accounts/account-summary.tsx'), 'AccountSummary'),
});

const resources = createRoute({
  getParentRoute: () => account,
  path: '$kind',
  validateSearch: resourcesSearch,
  component: lazyRouteComponent(() => import('../resources/resources-page.tsx'), 'ResourcesPage'),
});

/** One of a kind is shown beside the list of its kind. */
const resource = createRoute({ getParentRoute: () => resources, path: '$row' });

const linkItems = createRoute({
  getParentRoute: () => environment,
  path: 'link-items',
  validateSearch: linkItemsSearch,
  component: lazyRouteComponent(() => import('../link-items/link-items-page.tsx'), 'LinkItemsPage'),
});

const linkItem = createRoute({
  getParentRoute: () => linkItems,
  path: '$id',
  component: lazyRouteComponent(() => import('../link-items/link-item-page.tsx'), 'LinkItemPage'),
});

const events = createRoute({
  getParentRoute: () => environment,
  path: 'events',
  validateSearch: eventsSearch,
  component: lazyRouteComponent(() => import('../events/events-page.tsx'), 'EventsPage'),
});

const webhooks = createRoute({
  getParentRoute: () => environment,
  path: 'webhooks',
  validateSearch: webhooksSearch,
  component: lazyRouteComponent(() => import('../webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const webhook = createRoute({
  getParentRoute: () => webhooks,
  path: '$id',
  validateSearch: deliveriesSearch,
  component: lazyRouteComponent(() => import('../webhooks/webhook-page.tsx'), 'WebhookPage'),
});

/** One delivery is shown beside the others of its webhook. */
const delivery = createRoute({ getParentRoute: () => webhook, path: '$delivery' });

const sandbox = createRoute({
  getParentRoute: () => environment,
  path: 'sandbox',
  component: lazyRouteComponent(() => import('../sandbox/sandbox-page.tsx'), 'SandboxPage'),
});

const keys = createRoute({
  getParentRoute: () => environment,
  path: 'keys',
  component: lazyRouteComponent(() => import('../keys/keys-page.tsx'), 'KeysPage'),
});

const linkSettings = createRoute({
  getParentRoute: () => environment,
  path: 'link-settings',
  component: lazyRouteComponent(
    () => import('../link-settings/link-settings-page.tsx'),
    'LinkSettingsPage',
  ),
});

const clients = createRoute({
  getParentRoute: () => environment,
  path: 'clients',
  component: lazyRouteComponent(() => import('../clients/clients-page.tsx'), 'ClientsPage'),
});

const client = createRoute({
  getParentRoute: () => clients,
  path: '$id',
  component: lazyRouteComponent(() => import('../clients/client-page.tsx'), 'ClientPage'),
});

const operators = createRoute({
  getParentRoute: () => environment,
  path: 'operators',
  component: lazyRouteComponent(() => import('../operators/operators-page.tsx'), 'OperatorsPage'),
});

const routes = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    password,
    environment.addChildren([
      overview,
      users.addChildren([user]),
      accounts.addChildren([
        account.addChildren([accountSummary, resources.addChildren([resource])]),
      ]),
      events,
      webhooks.addChildren([webhook.addChildren([delivery])]),
      sandbox,
      linkItems.addChildren([linkItem]),
      keys,
      linkSettings,
      clients.addChildren([client]),
      operators,
    ]),
  ]),
]);

/** The pages of the Console by their addresses. */
export function createConsoleRouter(context: RouterContext) {
  return createRouter({
    routeTree: routes,
    basepath: BASE,
    context,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: PageProblem,
    defaultNotFoundComponent: NotFound,
    defaultPendingMs: 300,
    scrollRestoration: true,
  });
}

/** The address as a way back; the start page needs none. */
export function wayBack(href: string): { to?: string } {
  return href === '/' || href === '' || href === BASE ? {} : { to: href };
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
