import type { LinkAccount, LinkItemCard } from '../shapes.ts';
import { type Flow, freshSearch, type Message, type Screen, type Turn } from './flow.ts';
import { call, show } from './tell.ts';

/** The server has said what there is: the first screen. */
export function open(flow: Flow, message: Message & { kind: 'opened' }): Turn {
  const { opened, accounts, person, only, left } = message;
  // How logins ended may have been in another world.
  const next: Flow = { ...flow, opened, accounts, person, only, settled: {} };
  return show(next, firstScreen(next, left));
}

/**
 * What a login waits for comes first, then what a reload has left, then the accounts that are there, and
 * only then the way to a new one.
 */
function firstScreen(flow: Flow, left: Screen | undefined): Screen {
  const { accounts, options } = flow;
  const asked = accounts.find(({ challenge }) => challenge !== null);
  if (asked) return { name: 'mfa', account: asked.account.id };
  const going = accounts.find(isLoggingIn);
  if (going) return { name: 'progress', account: going.account.id };
  const switching = options.payDistributionUpdateFlow ? accounts.find(isSwitching) : undefined;
  if (switching) return { name: 'pay_progress', account: switching.account.id };
  const named = accounts.find(({ account }) => account.id === options.accountId);
  if (named?.account.connection.status === 'error') {
    return { name: 'error', account: named.account.id };
  }
  if (left) return left;
  if (accounts.length > 0) return { name: 'manager' };
  return hasIntro(flow) && !isEmpty(flow) ? { name: 'intro' } : beginning(flow);
}

/** A login is being checked. Of a form nobody does. */
function isLoggingIn({ account, item }: LinkAccount): boolean {
  return account.connection.status === 'connecting' && !item.takes_forms;
}

function isSwitching({ account }: LinkAccount): boolean {
  const { status } = account.pay_distribution;
  return status === 'scanning' || status === 'updating' || status === 'awaiting_connection';
}

function hasIntro({ options, opened }: Flow): boolean {
  return options.showIntroScreen ?? opened?.settings.show_intro ?? true;
}

/** Whatever the page around and the settings leave, nothing of it can be picked. */
function isEmpty({ opened }: Flow): boolean {
  return opened?.items === 0;
}

/** Where a new connection begins. A form is begun by a tap, never by looking; what is off is only listed. */
function beginning(flow: Flow): Screen {
  if (isEmpty(flow)) return { name: 'failed', error: 'invalid_link_items' };
  const { only } = flow;
  const isOpen = only && !only.takes_forms && !only.is_disabled;
  return isOpen ? { name: 'login', item: only } : freshSearch;
}

/** Goes to where a new connection begins: after the intro, and from the list of accounts. */
export function begin(flow: Flow): Turn {
  return show(flow, beginning(flow));
}

/** The login of a link item, or its form. */
export function pick(flow: Flow, item: LinkItemCard): Turn {
  if (!item.takes_forms) return show(flow, { name: 'login', item });
  return call(flow, { do: 'begin_form', of: { link_item: item.id } });
}

/** Where the button "back" leads; undefined where there is none. */
export function backFrom(flow: Flow): Screen | undefined {
  const { screen, accounts, options, only } = flow;
  if (flow.leaving) return undefined;
  const home: Screen | undefined = accounts.length > 0 ? { name: 'manager' } : undefined;
  switch (screen.name) {
    case 'search':
      return home ?? (hasIntro(flow) ? { name: 'intro' } : undefined);
    case 'unlisted':
      return { name: 'search', term: screen.term, tab: 'all' };
    case 'login': {
      if (screen.account !== undefined) return home;
      if (only) return home ?? (hasIntro(flow) ? { name: 'intro' } : undefined);
      return options.showBackToSearchButton === false ? home : freshSearch;
    }
    case 'form':
    case 'sent':
    case 'progress':
    case 'mfa':
    case 'error':
    case 'revoke':
    case 'pay_review':
    case 'pay_progress':
    case 'pay_error':
      return home;
    case 'failed':
      // Nothing can be added; what is there is as it was.
      return screen.error === 'invalid_link_items' ? home : undefined;
    default:
      return undefined;
  }
}
