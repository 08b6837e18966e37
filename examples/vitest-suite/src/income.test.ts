import { createTestIntarsia, type TestIntarsia } from '@intarsia/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { incomeOf, payoutsOf } from './income.ts';

let intarsia: TestIntarsia;

beforeEach(async () => {
  intarsia = await createTestIntarsia();
});

afterEach(() => intarsia.close());

const now = async () => new Date(await intarsia.clock.now());

test('income is the net pay of the last ninety days', async () => {
  const account = await intarsia.sandbox.connect({ link_item: 'walmart', username: 'test_2' });

  const { results } = await intarsia.client.payouts.list.query({ account: account.id });

  const income = await incomeOf(intarsia, account.id, await now());

  // Every run is equal, so a test may say exactly what it expects: six pay days, two weeks apart.
  const paid = results.filter(({ status }) => status === 'completed').slice(0, 6);
  const net = paid.reduce((sum, { net_pay }) => sum + Number(net_pay), 0);
  expect(income).toEqual({
    status: 'known',
    payouts: 6,
    net_last_90_days: Number(net.toFixed(2)),
  });
});

test('pages are read to the end', async () => {
  const account = await intarsia.sandbox.connect({ link_item: 'walmart' });
  const { count } = await intarsia.client.payouts.list.query({ account: account.id });

  const payouts = await payoutsOf(intarsia, account.id, '2000-01-01');

  expect(payouts).toHaveLength(count);
  expect(count).toBeGreaterThan(5);
});

test('a session that is lost after ten days asks the person to sign in again', async () => {
  // A login that is scripted to lose its session: the sandbox ships with more like it.
  const login = { link_item: 'walmart', username: 'session-lost' };
  const account = await intarsia.sandbox.connect(login);
  const before = await incomeOf(intarsia, account.id, await now());

  await intarsia.clock.advance({ days: 10, hours: 12 });
  const lost = await incomeOf(intarsia, account.id, await now());
  await intarsia.sandbox.connect({ ...login, user: account.user });
  const found = await incomeOf(intarsia, account.id, await now());

  expect(before.status).toBe('known');
  expect(lost).toEqual({ status: 'sign_in_again', because: 'auth_required' });
  expect(found.status).toBe('known');
  const connected = await intarsia.events({ type: 'accounts.connected' });
  expect(connected.map(({ data }) => data.account)).toEqual([account.id, account.id]);
});

test('there is no income before the first scan is done', async () => {
  await using slow = await createTestIntarsia({ speed: 'real' });
  const account = await slow.sandbox.connect({ link_item: 'walmart' });
  const before = await incomeOf(slow, account.id, new Date(await slow.clock.now()));

  await slow.clock.advance('PT10M');
  const after = await incomeOf(slow, account.id, new Date(await slow.clock.now()));

  expect(before.status).toBe('not_yet');
  expect(after.status).toBe('known');
});

test('time brings new pay', async () => {
  const account = await intarsia.sandbox.connect({ link_item: 'walmart' });
  const before = await payoutsOf(intarsia, account.id, '2000-01-01');

  await intarsia.clock.advance('P2M');
  const after = await payoutsOf(intarsia, account.id, '2000-01-01');

  expect(after.length).toBeGreaterThan(before.length);
  expect(after.at(-1)).toEqual(before.at(-1));
});
