import { expect, test } from 'vitest';
import type { Message } from '../flow/flow.ts';
import { followAccounts } from './following.ts';
import { createNews } from './news.ts';
import { openSession } from './session.ts';

/** Follows on a server that refuses; new tokens come when they are given. */
function follow(code = 'token_expired') {
  const refusal = { error: { code: -32001, message: 'no', data: { intarsia: { code } } } };
  const sent: Message[] = [];
  let asked = 0;
  let begun_anew = 0;
  const renewals: { give(token: string): void; refuse(error: Error): void }[] = [];
  const session = openSession({
    url: 'http://link.example',
    key: 'key',
    async fetch() {
      asked += 1;
      return Response.json(refusal, { status: 401 });
    },
    renew: () =>
      new Promise((give, refuse) => {
        renewals.push({ give, refuse });
      }),
    newKey: () => 'once',
    pause: async () => {},
  });
  session.setToken('first');
  const stop = followAccounts({
    session,
    news: createNews(),
    send: (one) => sent.push(one),
    anew: () => {
      begun_anew += 1;
    },
  });
  return { sent, asked: () => asked, anew: () => begun_anew, renewals, stop };
}

test('goes on with a new token, and asks for no other before something was heard', async () => {
  const followed = follow();
  await expect.poll(() => followed.renewals.length).toBe(1);

  followed.renewals[0]?.give('second');

  await expect.poll(() => followed.sent).toEqual([{ kind: 'failed', error: 'expired_user_token' }]);
  expect(followed.asked()).toBe(2);
});

test('asks for everything anew once the world is another one', async () => {
  const followed = follow('world_replaced');

  await expect.poll(followed.anew).toBe(1);
  expect(followed.sent).toEqual([]);
});

test.each(['give', 'refuse'] as const)(
  'stopped while a token is renewed, is quiet whatever comes of it: %s',
  async (outcome) => {
    const followed = follow();
    await expect.poll(() => followed.renewals.length).toBe(1);

    followed.stop();
    if (outcome === 'give') followed.renewals[0]?.give('second');
    else followed.renewals[0]?.refuse(new Error('nobody gives one'));
    await new Promise((resolve) => setTimeout(resolve));

    expect(followed.asked()).toBe(1);
    expect(followed.sent).toEqual([]);
  },
);
