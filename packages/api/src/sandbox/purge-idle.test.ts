import { DAY } from '@intarsia/domain';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { clockOf, drive } from '../testing/clocks.ts';
import { connect, connected, engineNames, eventsOf, makeUser, pass } from '../testing/logins.ts';

describe.each(engineNames)('idle accounts of a sandbox on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  const days = (purge_idle_days: number | null) =>
    t.rest('PATCH', '/v1/sandbox/settings', { body: { purge_idle_days } });
  const isThere = async (id: string) => (await t.rest('GET', `/v1/accounts/${id}`)).status === 200;
  const dropped = () => connected(t, { username: 'test_empty', password: 'pass_auth_required' });

  test('stay for ever while nothing is said', async () => {
    const { id } = await dropped();
    await pass(t, 400 * DAY);

    expect(await isThere(id)).toBe(true);
  });

  test('are removed after so many days, with everything and one event, and scanned ones stay', async () => {
    await days(10);
    const idle = await dropped();
    const fine = await connected(t, { username: 'gen_1' });
    await pass(t, 9 * DAY);
    const before = await isThere(idle.id);
    await pass(t, 2 * DAY);

    expect([before, await isThere(idle.id), await isThere(fine.id)]).toEqual([true, false, true]);
    expect((await eventsOf(t, idle.id)).filter((type) => type === 'accounts.removed')).toHaveLength(
      1,
    );
    expect((await t.rest('GET', `/v1/payouts?account=${idle.id}`)).body).toMatchObject({
      count: 0,
    });
  });

  test('go on one day, however many they are', async () => {
    const user = await makeUser(t);
    for (let n = 0; n < 51; n++) {
      await connect(t, { user, username: `gen_${n}`, password: 'wrong' });
    }
    await days(7);
    await pass(t, 8 * DAY);

    expect((await t.rest('GET', '/v1/accounts')).body).toMatchObject({ count: 0 });
  });

  test('that are there already go when the setting comes, by the clock that is driven', async () => {
    const { id } = await dropped();
    await drive(t, 'freeze');
    await drive(t, 'advance', { body: { by: 'P20D' } });
    await days(30);
    await drive(t, 'advance', { body: { by: 'P5D' } });
    const before = await isThere(id);
    await drive(t, 'advance', { body: { by: 'P6D' } });

    expect([before, await isThere(id)]).toEqual([true, false]);
  });

  test('go at once when they have been idle for longer than the new setting says', async () => {
    const { id } = await dropped();
    await pass(t, 20 * DAY);
    await days(7);
    await t.work();

    expect(await isThere(id)).toBe(false);
  });

  test('stay when the setting is taken back', async () => {
    const { id } = await dropped();
    await days(7);
    await days(null);
    await pass(t, 20 * DAY);

    expect(await isThere(id)).toBe(true);
    expect((await clockOf(t)).pending_jobs).toBe(0);
  });

  test('a setting that is said again makes no second job', async () => {
    await days(7);
    await days(7);
    await days(8);

    expect((await clockOf(t)).pending_jobs).toBe(1);
  });

  test('no run of the clock waits for them', async () => {
    await days(7);

    expect(await drive(t, 'run')).toMatchObject({ jobs_run: 0, pending_jobs: 1 });
  });
});
