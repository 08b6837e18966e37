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
    ...kindPages(world),
    ...webhookPages(world),
    { name: 'sandbox', path: '/sandbox', heading: 'Sandbox', later: 'Verification codes' },
    { name: 'link-items', path: '/link-items', heading: 'Link items' },
    { name: 'link-item', path: '/link-items/warpride', heading: 'Warpride' },
    { name: 'keys', path: '/keys', heading: 'API keys', later: 'Pages of this machine' },
    {
      name: 'link-settings',
      path: '/link-settings',
      heading: 'Link settings',
      later: 'Checkout',
    },
    { name: 'clients', path: '/clients', heading: 'Clients' },
    { name: 'operators', path: '/operators', heading: 'Operators' },
    { name: 'nowhere', path: '/nowhere', heading: 'Not found' },
  ];
}

/** The kinds of data below an account, each where there is some, and where there is none. */
function kindPages({ connected, employed, empty, forms, rows }: World): Visit[] {
  const gig = { account: connected, heading: 'Warpride' };
  const job = { account: employed, heading: 'Walmart' };
  const nothing = { account: empty, heading: 'Taskheddle' };
  const sent = { account: forms, heading: 'My employer is not listed' };
  const pages = [
    { ...job, kind: 'profiles', later: 'Social security number' },
    { ...job, kind: 'employments', later: 'Sales Associate' },
    { ...job, kind: 'payouts', later: 'Pay date' },
    { ...job, kind: `payouts/${rows.payouts}`, name: 'payout', later: 'Went to' },
    { ...gig, kind: 'activities', later: 'Total' },
    { ...gig, kind: `activities/${rows.activities}`, name: 'activity', later: 'Income' },
    { ...job, kind: 'documents', later: 'File' },
    { ...job, kind: `documents/${rows.documents}`, name: 'document' },
    { ...gig, kind: 'vehicles', later: 'Plate' },
    { ...gig, kind: 'reputations', later: 'of 5' },
    { ...job, kind: 'pay-allocations', later: 'Share' },
    { ...job, kind: 'forms', name: 'forms-none', later: 'Nobody has sent in a form.' },
    { ...sent, kind: 'forms', later: 'Corner bakery' },
    { ...sent, kind: `forms/${rows.forms}`, name: 'form', later: 'april.pdf' },
    { ...sent, kind: '', name: 'of-forms', later: 'Takes forms' },
    { ...nothing, kind: 'vehicles', name: 'vehicles-none', later: 'has no vehicles' },
    {
      ...gig,
      kind: 'payouts?from=1990-01-01&to=1990-01-31',
      name: 'payouts-between',
      later: 'between these dates',
    },
  ];
  return pages.map(({ account, kind, heading, name = kind, later }: KindPage) => ({
    name: `account-${name}`,
    path: `/accounts/${account}/${kind}`,
    heading,
    ...(later === undefined ? {} : { later }),
  }));
}

function webhookPages({ webhook, delivered, failing, paused, connected }: World): Visit[] {
  const of = `/webhooks/${webhook}`;
  const events = { path: `/events?account=${connected}`, heading: 'Events' };
  const none = '/events?type=webhooks.paused';
  return [
    { name: 'events', ...events },
    { name: 'events-none', path: none, heading: 'Events', later: '/v1/events' },
    { name: 'events-all', path: '/events', heading: 'Events', later: 'Live' },
    { name: 'webhooks', path: '/webhooks', heading: 'Webhooks', later: 'Active' },
    { name: 'webhook', path: of, heading: 'Backend', later: 'Delivered' },
    { name: 'webhook-paused', path: `/webhooks/${paused}`, heading: 'Staging', later: 'Resume' },
    { name: 'delivery', path: `${of}/${delivered}`, heading: 'Backend', later: '1 try' },
    { name: 'delivery-failing', path: `${of}/${failing}`, heading: 'Backend', later: 'Try 1' },
  ];
}

interface KindPage {
  readonly account: string;
  readonly kind: string;
  readonly heading: string;
  readonly name?: string;
  readonly later?: string;
}

const unknownId = '00000000-0000-7000-8000-000000abcdef';

/** Goes to a page and waits until it is really there: its own heading, and nothing on its way any more. */
export async function visit(page: Page, home: string, wanted: Visit): Promise<void> {
  const { path, heading, later } = wanted;
  await page.goto(home + path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.locator('.waiting, .table-waiting').first().waitFor({ state: 'detached' });
  // The same word may stand in a part that is not shown at this width.
  if (later !== undefined) await page.getByText(later).filter({ visible: true }).first().waitFor();
}

/** Every dialog: on which page it is, and the button that opens it. */
export function consoleDialogs(world: World): [path: string, button: string][] {
  return [
    ['/users', 'Create user'],
    [`/users/${world.user}`, 'Delete'],
    [`/users/${world.user}`, 'Revoke all'],
    ['/accounts', 'Connect account'],
    [`/accounts/${world.connected}`, 'Delete'],
    ['/sandbox', 'Reset'],
    ['/sandbox', 'Empty the world'],
    ['/sandbox', 'Add scenario'],
    ['/sandbox', 'account-locked'],
    ['/webhooks', 'Create webhook'],
    [`/webhooks/${world.webhook}`, 'Edit'],
    [`/webhooks/${world.webhook}`, 'Pause'],
    [`/webhooks/${world.webhook}`, 'Delete'],
    [`/webhooks/${world.webhook}`, 'Replay events'],
    [`/webhooks/${world.webhook}`, 'Rotate secret'],
    ['/keys', 'Create API key'],
    ['/keys', 'Rotate'],
    ['/keys', 'Origins'],
    ['/link-settings', 'Create link settings'],
    ['/link-settings', 'Edit'],
    ['/link-settings', 'Delete'],
    ['/clients', 'Create client'],
    ['/operators', 'Invite operator'],
  ];
}

/** Goes to a page and opens a dialog of it. */
export async function openDialog(page: Page, address: string, button: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('dialog').waitFor();
}
