import { ConnectionErrorCode } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import type { Message } from './flow.ts';
import { isTypedAgain } from './next-steps.ts';
import { formItem, lead, linkAccount, opened, weftgo } from './testing.ts';

const begin: Message = { kind: 'opened', opened, accounts: [] };
const person = { user: 'user-1', token: 'a.b.c' };
const typed: Message = {
  kind: 'submitted',
  credentials: { username: 'test_1', password: 'passgood' },
};
const taken = (account = linkAccount(), is_new = true): Message => ({
  kind: 'taken',
  account,
  is_new,
});
const listed = (...accounts: ReturnType<typeof linkAccount>[]): Message => ({
  kind: 'listed',
  accounts,
});
const connected = linkAccount({ connection: { status: 'connected' } });
const asked = linkAccount({ challenge: { kind: 'code', channel: 'sms' } });
const failed = (error_code: ConnectionErrorCode) =>
  linkAccount({ connection: { status: 'error', error_code } });

describe('a new connection', () => {
  test('goes from the intro to the end, and is told in the documented order', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'searched', term: 'weft', tab: 'all' });
    link.send({ kind: 'picked', item: weftgo }, typed, { kind: 'user_made', person }, taken());
    link.send(listed(asked), { kind: 'answered', answer: { code: '8081' } });
    link.send(listed(connected), { kind: 'closed' });

    expect(link.told()).toEqual([
      'intro - opened',
      'search - opened',
      'search - term updated',
      'search - link item selected',
      'login - opened',
      'login - form submitted',
      'onUserCreated',
      'onAccountCreated',
      'mfa - opened',
      'onAccountConnected',
      'success - opened',
      'link closed',
    ]);
    expect(link.asked().map((command) => command.do)).toEqual(['connect', 'answer', 'leave']);
    expect(link.screen()).toBe('closed');
  });

  test('tells exactly the documented payloads', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed);
    link.send({ kind: 'user_made', person }, taken(), listed(connected));
    const about = { accountId: 'account-1', userId: 'user-1', linkItemId: 'weftgo' };
    const told = (name: string) => link.callbacks().find((one) => one.name === name)?.payload;

    expect(told('onUserCreated')).toEqual({ userId: 'user-1', userToken: 'a.b.c' });
    expect(told('onAccountCreated')).toEqual(about);
    expect(told('onAccountConnected')).toEqual(about);
    expect(told('onUIEvent')).toEqual({
      name: 'intro - opened',
      properties: { linkItem: null, accountId: null, userId: null, deepLink: false },
    });
  });

  test('keeps nothing that was typed', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed);

    expect(JSON.stringify(link.flow())).not.toContain('passgood');
    expect(JSON.stringify(link.callbacks())).not.toContain('passgood');
  });

  test('is submitted once, however often the button is pressed', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed, typed, typed);

    expect(link.asked()).toHaveLength(1);
  });

  test('is told once, when the list has told it before the answer of a call', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed, taken(asked));
    link.send({ kind: 'answered', answer: { code: '8081' } }, listed(connected));
    link.send({ kind: 'went_on', account: connected });

    expect(link.told().filter((name) => name === 'onAccountConnected')).toHaveLength(1);
    expect(link.screen()).toBe('success');
  });

  test('asks for a code again after a wrong one, and says so', () => {
    const link = lead();
    link.send({ ...begin, person, accounts: [asked] });
    link.send(
      { kind: 'answered', answer: { code: '1' } },
      { kind: 'went_on', account: linkAccount() },
    );
    const between = link.screen();
    link.send(listed(asked));

    expect(between).toBe('progress');
    expect(link.flow().screen).toEqual({ name: 'mfa', account: 'account-1', again: true });
  });

  test('asks for the code after the way to get it was chosen, and finds nothing wrong', () => {
    const choice = linkAccount({
      challenge: { kind: 'choice', options: [{ id: 'sms', label: 'SMS' }] },
    });
    const link = lead();
    link.send({ ...begin, person, accounts: [choice] });
    link.send(
      { kind: 'answered', answer: { choice: 'sms' } },
      { kind: 'went_on', account: linkAccount() },
    );
    link.send(listed(asked));

    expect(link.flow().screen).toEqual({ name: 'mfa', account: 'account-1', again: false });
  });

  test('keeps the question while a new code is on its way', () => {
    const link = lead();
    link.send({ ...begin, person, accounts: [asked] }, { kind: 'asked_again' });
    link.send({ kind: 'went_on', account: linkAccount() }, listed(asked));

    expect(link.told()).toEqual(['mfa - opened']);
    expect(link.flow().busy).toBe(false);
  });

  test('that fails, fails again when it was tried again, and works at last is told each time', () => {
    const account = { ...failed('session_limit_reached'), can_reconnect: true };
    const link = lead();
    link.send({ ...begin, person, accounts: [account] });
    for (const outcome of [account, account, connected]) {
      link.send(
        { kind: 'reconnected', account: 'account-1' },
        { kind: 'went_on', account: outcome },
      );
    }

    expect(link.told().filter((name) => name.startsWith('on'))).toEqual([
      'onAccountError',
      'onAccountError',
      'onAccountConnected',
    ]);
  });

  test('of a login that is known already is told as an update', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed);
    link.send(taken(linkAccount(), false), listed(connected));

    expect(link.told().slice(-4)).toEqual([
      'login - form submitted',
      'onAccountUpdated',
      'onAccountConnected',
      'success - opened',
    ]);
  });

  test('stays where it is when no answer comes, and can be sent again', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed);
    link.send({ kind: 'troubled', trouble: { reason: 'unreachable' } });
    const { busy, trouble, screen } = link.flow();
    link.send(typed);

    expect({ busy, trouble, screen: screen.name }).toEqual({
      busy: false,
      trouble: { reason: 'unreachable' },
      screen: 'login',
    });
    expect(link.asked()).toHaveLength(2);
  });
});

describe.each(ConnectionErrorCode.options)('a login that ends in %s', (code) => {
  test('is told once, and leads to the screen that helps', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed, taken());
    link.send(listed(failed(code)), listed(failed(code)));
    const [error, opening] = link.callbacks().slice(-2);

    expect(link.screen()).toBe(isTypedAgain(code) ? 'login' : 'error');
    expect(error?.name).toBe('onAccountError');
    expect(opening?.payload).toMatchObject(
      isTypedAgain(code)
        ? { name: 'login - opened', properties: { errorCode: code } }
        : { name: 'error - opened', properties: { errorType: code } },
    );
  });
});

describe('who comes back', () => {
  test.each([
    ['with an account comes to the list of accounts', [connected], 'manager'],
    ['with a code to give comes to its screen', [connected, { ...asked }], 'mfa'],
    ['with a login under way comes to its progress', [linkAccount()], 'progress'],
    [
      'with a form that was begun comes to the list of accounts',
      [linkAccount({ item: formItem })],
      'manager',
    ],
    ['without accounts comes to the intro', [], 'intro'],
  ] as const)('%s', (_, accounts, screen) => {
    const link = lead();
    link.send({ ...begin, person, accounts });

    expect(link.screen()).toBe(screen);
  });

  test('comes to the account that was named, if it needs something', () => {
    const broken = failed('auth_required');
    const link = lead({ accountId: 'account-1' });
    link.send({ ...begin, person, accounts: [broken] });

    expect(link.screen()).toBe('error');
    expect(link.callbacks().at(-1)?.payload).toMatchObject({ properties: { deepLink: true } });
  });

  test('with one tap is connected again where the login is kept, and logs in where it is not', () => {
    const [kept, gone] = [true, false].map((can_reconnect) => {
      const link = lead();
      const account = { ...failed('session_limit_reached'), can_reconnect };
      link.send({ ...begin, person, accounts: [account] });
      link.send({ kind: 'reconnected', account: 'account-1' });
      return link;
    });

    expect(kept?.asked()).toEqual([{ do: 'reconnect', account: 'account-1' }]);
    expect(gone?.screen()).toBe('login');
  });

  test('can remove an access after being asked, and is told so', () => {
    const link = lead();
    link.send({ ...begin, person, accounts: [connected] });
    link.send({ kind: 'revoke_asked', account: 'account-1' });
    const before = link.asked();
    link.send({ kind: 'revoke_confirmed' }, { kind: 'revoked', account: connected });

    expect(before).toEqual([]);
    expect(link.asked()).toEqual([{ do: 'revoke', account: connected }]);
    expect(link.told()).toEqual(['onAccountRemoved', 'search - opened']);
    expect(link.screen()).toBe('search');
  });

  test('is led away from an account that was removed in another window', () => {
    const link = lead();
    link.send({ ...begin, person, accounts: [connected, { ...asked }] }, listed());

    expect(link.screen()).toBe('search');
  });
});

describe('a way to one link item', () => {
  test('skips the search', () => {
    const link = lead();
    link.send({ ...begin, only: weftgo }, { kind: 'continued' });

    expect(link.screen()).toBe('login');
    expect(link.callbacks()[0]?.payload).toMatchObject({ properties: { deepLink: true } });
  });

  test('needs no intro where the page wants none', () => {
    const link = lead({ showIntroScreen: false });
    link.send({ ...begin, only: weftgo });

    expect(link.told()).toEqual(['login - opened']);
  });

  test('that is switched off lists it, and no more', () => {
    const link = lead({ showIntroScreen: false });
    const off = { ...weftgo, is_disabled: true };
    link.send({ ...begin, only: off }, { kind: 'picked', item: off });

    expect(link.told()).toEqual(['search - opened']);
    expect(link.screen()).toBe('search');
  });

  test('to a form begins nothing before a tap', () => {
    const link = lead({ showIntroScreen: false });
    link.send({ ...begin, only: formItem });

    expect(link.screen()).toBe('search');
    expect(link.asked()).toEqual([]);
  });
});

describe('what is not on the list', () => {
  test('is for the page around, if it wants to help', () => {
    const link = lead({ handles: ['onCantFindLinkItemClicked'] });
    link.send(
      begin,
      { kind: 'continued' },
      { kind: 'searched', term: 'corner bakery', tab: 'all' },
    );
    link.send({ kind: 'not_found' });

    expect(link.callbacks().at(-2)).toMatchObject({
      name: 'onCantFindLinkItemClicked',
      payload: 'corner bakery',
    });
    expect(link.told().at(-1)).toBe('link closed');
  });

  test('leads to questions otherwise, with what was searched for', () => {
    const link = lead();
    link.send(
      begin,
      { kind: 'continued' },
      { kind: 'searched', term: 'corner bakery', tab: 'all' },
    );
    link.send({ kind: 'not_found' });

    expect(link.flow().screen).toEqual({ name: 'unlisted', term: 'corner bakery' });
  });
});

describe('a deposit switch', () => {
  const options = { payDistributionUpdateFlow: true, payDistributionConfig: 'sealed' };
  const paid = (status: 'updating' | 'success' | 'error') =>
    linkAccount({
      connection: { status: 'connected' },
      pay: { status, error_code: status === 'error' ? 'invalid_allocation' : null },
    });

  test('begins by itself after the login only where the page wants it', () => {
    const [asks, goes] = [false, true].map((payDistributionAutoTrigger) => {
      const link = lead({ ...options, payDistributionAutoTrigger });
      link.send({ ...begin, person, accounts: [linkAccount()] }, listed(connected));
      return link.screen();
    });

    expect([asks, goes]).toEqual(['success', 'pay_review']);
  });

  test.each([
    ['success', 'pay_success', ['onPayDistributionSuccess', 'pd success - opened']],
    ['error', 'pay_error', ['onPayDistributionError', 'error - opened']],
  ] as const)('that ends in %s is told once', (status, screen, told) => {
    const link = lead(options);
    link.send({ ...begin, person, accounts: [connected] });
    link.send({ kind: 'pay_wanted', account: 'account-1' });
    link.send({ kind: 'pay_confirmed', encrypted_config: 'sealed again' });
    link.send({ kind: 'pay_switched', account: paid('updating') });
    const between = link.screen();
    link.send(listed(paid(status)), listed(paid(status)));

    expect(between).toBe('pay_progress');
    expect(link.screen()).toBe(screen);
    expect(link.told().slice(-2)).toEqual(told);
    expect(link.asked()).toEqual([
      { do: 'switch_pay', account: 'account-1', encrypted_config: 'sealed again', confirmed: true },
    ]);
  });

  test('that the source can not do is begun without a word of the person, and not confirmed', () => {
    const link = lead(options);
    link.send({ ...begin, person, accounts: [connected] });
    link.send({ kind: 'pay_wanted', account: 'account-1' });
    link.send({ kind: 'pay_misfits', encrypted_config: 'sealed' });

    expect(link.asked()).toEqual([
      { do: 'switch_pay', account: 'account-1', encrypted_config: 'sealed', confirmed: false },
    ]);
  });
});

describe('the way back', () => {
  test('leads from the login over the search to the intro', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo });
    const screens = [0, 1, 2].map(() => {
      link.send({ kind: 'back' });
      return link.screen();
    });

    expect(screens).toEqual(['search', 'intro', 'intro']);
  });

  test('is closed while a call is under way', () => {
    const link = lead();
    link.send(begin, { kind: 'continued' }, { kind: 'picked', item: weftgo }, typed, {
      kind: 'back',
    });

    expect(link.screen()).toBe('login');
  });
});

test('an error of the widget is told and shown', () => {
  const link = lead();
  link.send({ kind: 'failed', error: 'invalid_link_key' });

  expect(link.callbacks()).toMatchObject([
    { name: 'onError', payload: { error: 'invalid_link_key' } },
    { name: 'onUIEvent', payload: { name: 'error - opened' } },
  ]);
});

test('after the end nothing happens any more', () => {
  const link = lead();
  link.send(begin, { kind: 'left_intro' }, { kind: 'closed' }, { kind: 'continued' });

  expect(link.told()).toEqual(['intro - opened', 'onExitIntroClicked', 'link closed']);
});
