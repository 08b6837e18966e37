import { describe, expect, test } from 'vitest';
import type { Command, Message } from './flow.ts';
import { lead, linkAccount, opened, weftgo } from './testing.ts';

const begin: Message = { kind: 'opened', opened, accounts: [] };
const person = { user: 'user-1', token: 'a.b.c' };
const connected = linkAccount({ connection: { status: 'connected' } });
const submitted: Message[] = [
  { kind: 'continued' },
  { kind: 'picked', item: weftgo },
  { kind: 'submitted', credentials: { username: 'test_1', password: 'passgood' } },
];
const closed: Message = { kind: 'closed' };

/** Link that is closed while the answer of a call is on its way, and what was told from then on. */
function leftIn(...messages: Message[]) {
  const link = lead();
  link.send(...messages);
  const before = link.told().length;
  link.send(closed);
  return { ...link, since: () => link.told().slice(before) };
}

describe('closed while a call is under way', () => {
  test('tells what it has done before it says that it is closed', () => {
    const link = leftIn(begin, ...submitted);
    const at_once = [...link.since()];
    link.send({ kind: 'user_made', person });
    link.send({ kind: 'taken', account: linkAccount(), is_new: true });

    expect(at_once).toEqual([]);
    expect(link.since()).toEqual(['onUserCreated', 'onAccountCreated', 'link closed']);
    expect(link.asked().map((command: Command) => command.do)).toEqual([
      'connect',
      'linger',
      'leave',
    ]);
    expect(link.flow()).toMatchObject({ screen: { name: 'closed' }, leaving: false });
  });

  test('tells the outcome too, where the answer has it already', () => {
    const link = leftIn(begin, ...submitted, { kind: 'user_made', person });
    link.send({ kind: 'taken', account: connected, is_new: true });

    expect(link.since()).toEqual(['onAccountCreated', 'onAccountConnected', 'link closed']);
    expect(link.callbacks().at(-1)?.payload).toMatchObject({
      properties: { linkItem: 'weftgo', accountId: 'account-1', userId: 'user-1' },
    });
  });

  test.each<[string, Message]>([
    ['a refusal', { kind: 'troubled', trouble: { reason: 'refused' } }],
    ['the end of the token', { kind: 'failed', error: 'expired_user_token' }],
    ['nothing in time, or nothing begun', { kind: 'left' }],
    ['being closed again', closed],
  ])('ends with %s, of which nothing is told', (_, message) => {
    const link = leftIn(begin, ...submitted);
    link.send(message);

    expect(link.since()).toEqual(['link closed']);
    expect(link.screen()).toBe('closed');
  });

  test('takes nothing from the person any more', () => {
    const link = leftIn(begin, ...submitted);
    link.send({ kind: 'back' }, { kind: 'added' }, { kind: 'managed' }, ...submitted);

    expect(link.since()).toEqual([]);
    expect(link.flow()).toMatchObject({ screen: { name: 'login' }, leaving: true, busy: true });
  });

  test('waits for a token that is renewed', () => {
    const link = leftIn({ ...begin, person }, ...submitted);
    link.send({ kind: 'renewing' }, { kind: 'renewed', token: 'd.e.f' });
    const between = [...link.since()];
    link.send({ kind: 'taken', account: linkAccount(), is_new: false });

    expect(between).toEqual([]);
    expect(link.since()).toEqual(['onAccountUpdated', 'link closed']);
  });

  test.each<[string, Message[]]>([
    ['the answer', [{ kind: 'revoked', account: connected }]],
    ['the list', [{ kind: 'listed', accounts: [] }]],
    [
      'the list before the answer',
      [
        { kind: 'listed', accounts: [] },
        { kind: 'revoked', account: connected },
      ],
    ],
  ])('tells once of an access that is removed, be it by %s', (_, messages) => {
    const link = leftIn(
      { ...begin, person, accounts: [connected] },
      { kind: 'revoke_asked', account: 'account-1' },
      { kind: 'revoke_confirmed' },
    );
    link.send(...messages);

    expect(link.since()).toEqual(['onAccountRemoved', 'link closed']);
  });
});

test('closed while nothing is under way ends at once', () => {
  const link = leftIn(begin, { kind: 'continued' });

  expect(link.since()).toEqual(['link closed']);
  expect(link.asked()).toEqual([{ do: 'leave' }]);
});

test('an access that the list shows removed before the answer is told once', () => {
  const link = lead();
  link.send({ ...begin, person, accounts: [connected] });
  link.send({ kind: 'revoke_asked', account: 'account-1' }, { kind: 'revoke_confirmed' });
  link.send({ kind: 'listed', accounts: [] }, { kind: 'revoked', account: connected });

  expect(link.told()).toEqual(['onAccountRemoved', 'search - opened']);
});

test.each<[string, Message[], string]>([
  ['one step back where there is one', [begin, { kind: 'continued' }], 'intro'],
  ['out where there is none', [begin], 'closed'],
])('the way back of a phone leads %s', (_, messages, screen) => {
  const link = lead();
  link.send(...messages, { kind: 'back_or_out' });

  expect(link.screen()).toBe(screen);
});

test('a token that is waited for before anything is shown has a screen, which can be left', () => {
  const link = lead({ userToken: 'a.b.c' });
  link.send({ kind: 'introduced', opened }, { kind: 'renewing' });
  const shown = link.screen();
  link.send(closed);

  expect(shown).toBe('waiting');
  expect(link.told()).toEqual(['link closed']);
});

test('a token that is waited for later leaves the screen as it is', () => {
  const link = lead();
  link.send({ ...begin, person, accounts: [connected] }, { kind: 'renewing' });

  expect(link.flow()).toMatchObject({ screen: { name: 'manager' }, renewing: true });
});
