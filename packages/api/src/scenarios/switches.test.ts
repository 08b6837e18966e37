import { payDistributionCodes } from '@intarsia/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { everyEventOf } from '../testing/logins.ts';
import { addScenario, play } from '../testing/scenarios.ts';
import { begin, confirm, start } from '../testing/switches.ts';

describe('deposit switches by scenario', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('deposit-switch waits for the confirmation, then takes the times of its script', async () => {
    const { id, pass } = await play(t, { username: 'deposit-switch', link_item: 'walmart' });
    await pass('PT1M');

    expect((await start(t, id)).status).toBe(202);
    const waiting = await pass('PT14M');
    expect((await confirm(t, id)).status).toBe(200);
    const seen = [waiting, await pass('PT9S'), await pass('PT2S'), await pass('PT2M')];

    expect(seen.map(({ pay_distribution }) => pay_distribution.status)).toEqual([
      'awaiting_confirmation',
      'scanning',
      'updating',
      'success',
    ]);
  });

  test('deposit-switch that nobody confirms has failed after a quarter of an hour', async () => {
    const { id, pass } = await play(t, { username: 'deposit-switch', link_item: 'kroger' });
    await pass('PT1M');
    await start(t, id);

    expect((await pass('PT16M')).pay_distribution.error_code).toBe('confirmation_timeout');
  });

  test('deposit-switch-retry fails twice, each time in its own way, and then works', async () => {
    const stage = await play(t, { username: 'deposit-switch-retry', link_item: 'walmart' });
    await stage.pass('PT1M');
    const ends: unknown[] = [];
    for (let n = 0; n < 4; n++) {
      await begin(t, stage.id);
      const { pay_distribution } = await stage.pass('PT1M');
      ends.push(pay_distribution.error_code ?? pay_distribution.status);
      // A login between two switches changes nothing about which is the next one.
      if (n === 0) await stage.again();
      await stage.pass('PT1M');
    }

    expect(ends).toEqual(['incompatible_auth', 'system_error', 'success', 'success']);
  });

  test('pay-redirected brings another allocation, and pays to it from then on', async () => {
    const stage = await play(t, { username: 'pay-redirected', link_item: 'walmart' });
    const banks = async () => {
      const { results } = await t.caller().payAllocations.list({ account: stage.id });
      return results.map(({ bank_account }) => bank_account.bank_name);
    };
    const paidTo = async () => {
      const { results } = await t.caller().payouts.list({ account: stage.id, limit: 50 });
      return results.map(({ destinations }) => destinations.at(-1)?.bank_account?.bank_name);
    };
    await stage.pass('P19D');
    const before = await banks();
    const told = (await everyEventOf(t, stage.id)).length;

    await stage.pass('P2D');
    const after = await banks();
    await stage.pass('P14D');

    const types = (await everyEventOf(t, stage.id)).slice(told).map(({ type }) => type);
    const [newest, ...older] = await paidTo();
    expect(before).not.toContain('Juniper Credit Union');
    expect(after).toEqual(['Juniper Credit Union']);
    expect(types).toContain('pay_allocations.added');
    expect(newest).toBe('Juniper Credit Union');
    expect(older).toContain(before[0]);
  });

  test.each(payDistributionCodes)('a switch fails with %s', async (code) => {
    const name = `fails-${code.replaceAll('_', '-')}`;
    const attempts = [{ reading: '1s', updating: '1s', fail: code }];
    await addScenario(t, { name, description: 'x', pay_distribution: { attempts } });
    const { id, pass } = await play(t, { username: name, link_item: 'walmart' });
    await pass('PT1M');
    const running = await begin(t, id);

    const account = await pass('PT5S');

    const types = (await everyEventOf(t, id)).map(({ type }) => type);
    expect(running.pay_distribution.status).toBe('scanning');
    expect(account).toMatchObject({
      pay_distribution: { status: 'error', error_code: code, error: code },
      connection: { status: 'connected' },
    });
    expect(types).toContain('accounts.pay_distribution_failed');
  });
});
