import type { Page } from 'playwright-core';
import type { World } from './console-world.ts';

/** A page of the Console and the heading that shows that it is there. */
export interface Visit {
  readonly name: string;
  /** Below the environment's address. */
  readonly path: string;
  readonly heading: string | RegExp;
  /** A text that comes after it. */
  readonly later?: string;
}

/** Every page that an environment has, with a row of the world where one is shown. */
export function consolePages(world: World): readonly Visit[] {
  return [
    { name: 'overview', path: '', heading: 'Overview' },
    { name: 'users', path: '/users', heading: 'Users' },
    { name: 'users-none', path: '/users?q=nobody', heading: 'Users' },
    { name: 'user', path: `/users/${world.user}`, heading: new RegExp(world.user.slice(-6)) },
    { name: 'user-unknown', path: `/users/${unknownId}`, heading: new RegExp(unknownId.slice(-6)) },
    { name: 'accounts', path: '/accounts', heading: 'Accounts' },
    { name: 'account-connected', path: `/accounts/${world.connected}`, heading: 'Warpride' },
    {
      name: 'account-connecting',
      path: `/accounts/${world.connecting}`,
      heading: 'Hopwheel',
      later: 'Send code',
    },
    { name: 'account-error', path: `/accounts/${world.refused}`, heading: 'The Home Depot' },
    { name: 'link-items', path: '/link-items', heading: 'Link items' },
    { name: 'link-item', path: '/link-items/warpride', heading: 'Warpride' },
    { name: 'keys', path: '/keys', heading: 'API keys' },
    { name: 'clients', path: '/clients', heading: 'Clients' },
    { name: 'operators', path: '/operators', heading: 'Operators' },
    { name: 'nowhere', path: '/nowhere', heading: 'Not found' },
  ];
}

const unknownId = '00000000-0000-7000-8000-000000abcdef';

/** Goes to a page and waits until it is really there: its own heading, and nothing on its way any more. */
export async function visit(page: Page, home: string, wanted: Visit): Promise<void> {
  const { path, heading, later } = wanted;
  await page.goto(home + path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.locator('.waiting, .table-waiting').first().waitFor({ state: 'detached' });
  if (later !== undefined) await page.getByText(later).waitFor();
}
