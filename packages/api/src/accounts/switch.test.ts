import { Account, DAY, MINUTE, type PayAllocation, type Payout, SECOND } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import {
  connect,
  connected,
  engineNames,
  eventsOf,
  everyEventOf,
  makeUser,
  pass,
  readAccount,
} from '../testing/logins.ts';
import {
  bank_account,
  begin,
  card,
  confirm,
  encrypted,
  start,
  whole,
} from '../testing/switches.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe.each(engineNames)('a deposit switch on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  const statusOf = async (id: string) => (await readAccount(t, id)).pay_distribution.status;
  const walmart = (username: string) => connected(t, { link_item: 'walmart', username });
  const allocations = async (account: string): Promise<PayAllocation[]> => {
    const { body } = await t.rest('GET', `/v1/pay-allocations?account=${account}`);
    return Object(body).results;
  };
  const payouts = async (account: string): Promise<Payout[]> => {
    const { body } = await t.rest('GET', `/v1/payouts?account=${account}&limit=200`);
    return Object(body).results;
  };
  const kept = async (id: string) => {
    const { read } = t.instance.deps.store;
    return read.switches.find({ environment_id: t.sandbox.id }, id);
  };

  /** Lets time pass until nothing of the switch is left to do; tells each status that could be seen. */
  async function watched(id: string): Promise<string[]> {
    const seen: string[] = [];
    for (let n = 0; n < 60; n++) {
      const status = await statusOf(id);
      if (status !== seen.at(-1)) seen.push(status);
      if (status === 'success' || status === 'error') return seen;
      await pass(t, 100);
    }
    throw new Error(`the switch ended nowhere: ${seen}`);
  }

  test('walks to its success, and the source has other allocations then', async () => {
    const { id } = await walmart('gen_1');
    const before = await allocations(id);
    const told = (await everyEventOf(t, id)).length;
    const started = await start(t, id);
    const confirmed = await confirm(t, id);
    const seen = await watched(id);
    await pass(t, SECOND);

    expect([started.status, confirmed.status]).toEqual([202, 200]);
    expect(Account.parse(started.body).pay_distribution).toEqual({
      status: 'awaiting_confirmation',
      error_code: null,
      error: null,
      error_message: null,
      updated_at: expect.any(String),
    });
    expect(Account.parse(confirmed.body).pay_distribution.status).toBe('scanning');
    expect(seen).toEqual(['scanning', 'updating', 'success']);
    const after = await allocations(id);
    expect(after).toMatchObject([
      { destination_type: 'bank_account', bank_account, allocation_value: '100', card: null },
    ]);
    const types = (await everyEventOf(t, id)).slice(told).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('accounts.'))).toEqual([
      'accounts.updated',
      'accounts.updated',
      'accounts.updated',
      'accounts.pay_distribution_success',
      'accounts.updated',
      'accounts.updated',
    ]);
    const ofAllocations = types.filter((type) => type.startsWith('pay_allocations.'));
    expect(ofAllocations).toEqual([
      'pay_allocations.added',
      ...before.map(() => 'pay_allocations.removed'),
    ]);
    expect(await kept(id)).toBeUndefined();
  });

  test('takes its time: a third of it to read, the rest to change', async () => {
    const { id } = await walmart('gen_2');
    await begin(t, id);
    const seen: [number, string][] = [];
    for (let at = 0; at <= 2200; at += 200) {
      const status = await statusOf(id);
      if (status !== seen.at(-1)?.[1]) seen.push([at, status]);
      await pass(t, 200);
    }

    expect(seen).toEqual([
      [0, 'scanning'],
      [600, 'updating'],
      [2000, 'success'],
    ]);
  });

  test('of a part leaves the rest where it went, and a second one changes that part', async () => {
    const { id } = await walmart('gen_3');
    const [first] = (await allocations(id)).slice(-1);
    const part = (value: string) => ({ bank_account, amount_allocation: { value } });
    await begin(t, id, part('200'));
    await pass(t, MINUTE);
    const added = await allocations(id);
    const told = (await everyEventOf(t, id)).length;
    await begin(t, id, part('350.50'));
    await pass(t, MINUTE);
    const changed = await allocations(id);

    const ours = (all: PayAllocation[]) =>
      all.find((one) => one.bank_account.account_number === bank_account.account_number);
    expect(ours(added)).toMatchObject({ allocation_type: 'amount', allocation_value: '200.00' });
    expect(ours(changed)).toMatchObject({ allocation_value: '350.50', id: ours(added)?.id });
    expect(changed.find(({ id: one }) => one === first?.id)?.allocation_value).toBe('remainder');
    const types = (await everyEventOf(t, id)).slice(told).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('pay_allocations.'))).toEqual([
      'pay_allocations.updated',
    ]);
  });

  test('that is not confirmed within fifteen minutes has failed, and changes nothing', async () => {
    const { id } = await walmart('gen_4');
    const before = await allocations(id);
    await start(t, id);
    await pass(t, 15 * MINUTE - 1);
    const waiting = await statusOf(id);
    await pass(t, 1);
    const late = await confirm(t, id);

    expect(waiting).toBe('awaiting_confirmation');
    expect((await readAccount(t, id)).pay_distribution).toMatchObject({
      status: 'error',
      error_code: 'confirmation_timeout',
      error: 'confirmation_timeout',
    });
    expect((await eventsOf(t, id)).slice(-2)).toEqual([
      'accounts.pay_distribution_failed',
      'accounts.updated',
    ]);
    expect(late).toMatchObject({ status: 409, body: { code: 'transition_illegal' } });
    expect(await allocations(id)).toEqual(before);
    expect(await kept(id)).toBeUndefined();
  });

  test('that was confirmed is not ended by the clock of the question', async () => {
    const { id } = await walmart('gen_5');
    await start(t, id);
    await pass(t, 14 * MINUTE);
    await confirm(t, id);
    await pass(t, 30 * MINUTE);

    expect(await statusOf(id)).toBe('success');
  });

  test('of an account that is still connecting waits for the connection, and then goes on', async () => {
    // With a first scan that takes longer than the switch, and has read the allocations before it.
    const { id } = await connect(t, { link_item: 'walmart', username: 'test_1' });
    const waiting = await begin(t, id);
    const seen = await watched(id);
    const { availability } = await readAccount(t, id);
    const before = await allocations(id);
    await pass(t, MINUTE);

    expect(waiting.pay_distribution.status).toBe('awaiting_connection');
    expect(seen).toEqual(['awaiting_connection', 'scanning', 'updating', 'success']);
    expect(availability.payouts?.status).toBe('in_progress');
    expect(before.map((one) => one.bank_account)).not.toContainEqual(bank_account);
    expect(await allocations(id)).toMatchObject([{ bank_account }]);
    expect((await readAccount(t, id)).availability.pay_allocations?.status).toBe('synced');
  });

  test('of an account that has lost its session waits a day for it', async () => {
    const user = await makeUser(t);
    const login = { user, link_item: 'walmart', username: 'gen_7' };
    const lost = await connected(t, { ...login, password: 'pass_auth_required' });
    await begin(t, lost.id);
    await pass(t, DAY - MINUTE);
    const waiting = await statusOf(lost.id);
    await connected(t, login);
    const done = await statusOf(lost.id);

    expect([waiting, done]).toEqual(['awaiting_connection', 'success']);
  });

  test('of an account that does not come back in a day ends in account_disconnected', async () => {
    const { id } = await connected(t, { link_item: 'walmart', password: 'wrong' });
    await begin(t, id);
    await pass(t, DAY);

    const account = await readAccount(t, id);
    expect(account).toMatchObject({
      connection: { error_code: 'invalid_credentials' },
      pay_distribution: { status: 'error', error_code: 'account_disconnected' },
    });
    expect(await kept(id)).toBeUndefined();
  });

  test('whose account is lost on the way ends in account_disconnected', async () => {
    const user = await makeUser(t);
    const login = { user, link_item: 'walmart', username: 'gen_8' };
    const { id } = await connected(t, login);
    await begin(t, id);
    await connect(t, { ...login, password: 'passslow' });
    await pass(t, 5 * SECOND);

    expect((await readAccount(t, id)).pay_distribution.error_code).toBe('account_disconnected');
  });

  test('stays as it is when the person logs in again later', async () => {
    const user = await makeUser(t);
    const login = { user, link_item: 'walmart', username: 'gen_9' };
    const { id } = await connected(t, login);
    await begin(t, id);
    await pass(t, MINUTE);
    const before = await allocations(id);
    await connected(t, login);

    expect(before).toMatchObject([{ bank_account }]);
    expect(await allocations(id)).toEqual(before);
  });

  test('of what the link item does not offer fails before anybody is asked', async () => {
    const gig = await connected(t, { link_item: 'parcelfinch', username: 'gen_1' });
    const none = await connected(t, { link_item: 'taskheddle', username: 'gen_1' });
    const asked: [string, object][] = [
      [gig.id, { bank_account, percent_allocation: { value: '25' } }],
      [gig.id, { card }],
      [none.id, whole],
    ];

    for (const [id, config] of asked) {
      const told = (await eventsOf(t, id)).length;
      const { status, body } = await start(t, id, config);
      expect(status).toBe(202);
      expect(body).toMatchObject({
        connection: { status: 'connected' },
        pay_distribution: { status: 'error', error_code: 'incompatible_config' },
      });
      expect((await eventsOf(t, id)).slice(told)).toEqual([
        'accounts.updated',
        'accounts.pay_distribution_failed',
        'accounts.updated',
      ]);
      expect(await kept(id)).toBeUndefined();
    }
  });

  test('can not be asked for, or confirmed, out of its order', async () => {
    const { id } = await walmart('gen_10');
    const early = await confirm(t, id);
    await start(t, id);
    const twice = await start(t, id);
    await confirm(t, id);
    const late = await confirm(t, id);
    const busy = await start(t, id);
    await pass(t, MINUTE);
    const again = await start(t, id);

    const refused = (from: string, to: string) => ({
      status: 409,
      body: {
        code: 'transition_illegal',
        detail: expect.stringMatching(new RegExp(`${from} to ${to}`)),
      },
    });
    expect(early).toMatchObject(refused('idle', 'scanning'));
    expect(twice).toMatchObject(refused('awaiting_confirmation', 'awaiting_confirmation'));
    expect(late).toMatchObject(refused('scanning', 'scanning'));
    expect(busy).toMatchObject(refused('scanning', 'awaiting_confirmation'));
    expect(again.status).toBe(202);
  });

  test('is asked for once with one Idempotency-Key, and confirmed once', async () => {
    const { id } = await walmart('gen_11');
    const body = { encrypted_config: await encrypted(t) };
    const path = `/v1/accounts/${id}/pay-distribution`;
    const headers = { 'idempotency-key': `start ${id}`.replaceAll(' ', '-') };
    const first = await t.rest('POST', path, { body, headers });
    const second = await t.rest('POST', path, { body, headers });
    const key = { headers: { 'idempotency-key': `confirm-${id}` } };
    const third = await confirm(t, id, key);
    const fourth = await confirm(t, id, key);

    expect([first.status, second.status, third.status, fourth.status]).toEqual([
      202, 202, 200, 200,
    ]);
    expect(second.text).toBe(first.text);
    expect(fourth.text).toBe(third.text);
    expect(await statusOf(id)).toBe('scanning');
  });

  test('goes with its account, wherever it is', async () => {
    const ids = [await walmart('gen_12'), await walmart('gen_13')].map(({ id }) => id);
    const [asked = '', running = ''] = ids;
    await start(t, asked);
    await begin(t, running);
    await pass(t, SECOND);
    for (const id of ids) expect(await kept(id)).toBeDefined();
    for (const id of ids) await t.rest('DELETE', `/v1/accounts/${id}`);
    await pass(t, DAY);

    for (const id of ids) {
      expect(await kept(id)).toBeUndefined();
      expect((await eventsOf(t, id)).at(-1)).toBe('accounts.removed');
    }
  });

  test('may be asked for and confirmed by the person, for an own account only', async () => {
    const { id, user } = await walmart('gen_14');
    const caller = (user_id: string) => t.caller({ kind: 'user', user_id });
    const encrypted_config = await encrypted(t);
    const stranger = caller(await makeUser(t)).accounts;
    const own = caller(user).accounts;
    const unknown = { cause: { code: 'account_not_found' } };

    await expect(stranger.startPayDistribution({ id, encrypted_config })).rejects.toMatchObject(
      unknown,
    );
    const started = await own.startPayDistribution({ id, encrypted_config });
    await expect(stranger.confirmPayDistribution({ id })).rejects.toMatchObject(unknown);
    const confirmed = await own.confirmPayDistribution({ id });
    await pass(t, MINUTE);

    expect(started.pay_distribution.status).toBe('awaiting_confirmation');
    expect(confirmed.pay_distribution.status).toBe('scanning');
    expect(await statusOf(id)).toBe('success');
  });

  test('that is ended by hand does nothing more', async () => {
    const { id } = await walmart('gen_15');
    const before = await allocations(id);
    await begin(t, id);
    await pass(t, SECOND);
    const body = { status: 'error', error_code: 'card_update_failed' };
    const ended = await t.rest('POST', `/v1/sandbox/accounts/${id}/pay-distribution`, { body });
    await pass(t, DAY);

    expect(ended.status).toBe(200);
    expect((await readAccount(t, id)).pay_distribution).toMatchObject(body);
    expect(await allocations(id)).toEqual(before);
    expect(await kept(id)).toBeUndefined();
  });

  test('that follows one that was ended has the whole time of its own to be confirmed', async () => {
    const { id } = await walmart('gen_20');
    await start(t, id);
    const body = { status: 'error', error_code: 'system_error' };
    await t.rest('POST', `/v1/sandbox/accounts/${id}/pay-distribution`, { body });
    await pass(t, 10 * MINUTE);
    await start(t, id);
    await pass(t, 14 * MINUTE);

    expect(await statusOf(id)).toBe('awaiting_confirmation');
  });

  test('that waits for a connection goes on when that is made by hand', async () => {
    const { id } = await walmart('gen_16');
    const path = `/v1/sandbox/accounts/${id}/connection`;
    await t.rest('POST', path, { body: { status: 'error', error_code: 'auth_required' } });
    const waiting = await begin(t, id);
    const { body } = await t.rest('POST', path, { body: { status: 'connected' } });
    await pass(t, MINUTE);

    expect(waiting.pay_distribution.status).toBe('awaiting_connection');
    expect(Account.parse(body).pay_distribution.status).toBe('scanning');
    expect(await statusOf(id)).toBe('success');
  });

  test('is done when its confirmation answers, with its scan, where work takes no time', async () => {
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'instant' } });
    await t.rest('POST', '/v1/sandbox/clock/freeze');
    const { id } = await connect(t, { link_item: 'walmart', username: 'gen_17' });
    await begin(t, id);
    const account = await readAccount(t, id);
    const after = await allocations(id);
    const before = await payouts(id);
    await t.rest('POST', `/v1/accounts/${id}/periodic-scan`);
    const forced = (await payouts(id)).filter((one) => !before.some((old) => old.id === one.id));
    await t.rest('POST', '/v1/sandbox/clock/resume');
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'fast' } });

    expect(account.pay_distribution.status).toBe('success');
    expect(after).toMatchObject([{ bank_account, allocation_value: '100' }]);
    expect(forced.length).toBeGreaterThan(0);
    for (const { destinations } of forced) {
      expect(destinations).toMatchObject([{ bank_account: { account_number: '******1592' } }]);
    }
  });

  test('of an account that is not there is a 404', async () => {
    expect(await start(t, UNKNOWN)).toMatchObject({ status: 404 });
    expect(await confirm(t, UNKNOWN)).toMatchObject({ status: 404 });
  });
});
