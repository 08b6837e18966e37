import { DAY, later, MINUTE, microsecondsOf, timestampOf } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { clockOf, drive } from '../testing/clocks.ts';
import { connect, engineNames, makeUser, readAccount } from '../testing/logins.ts';
import { addScenario } from '../testing/scenarios.ts';

/** More than half a year after the wall of the tests, which is April 2022. */
const LATER = '2022-12-01T00:00:00.000000Z';

describe.each(engineNames)('the clock of a sandbox on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  const post = (verb: string, body?: object) =>
    t.rest('POST', `/v1/sandbox/clock/${verb}`, { body });

  describe('of nobody', () => {
    const EARLIER = '2019-01-15T09:00:00.000000Z';

    test('is frozen on an earlier day, and everything that follows happens from there on', async () => {
      const frozen = await drive(t, 'freeze', { body: { at: EARLIER } });
      const { id } = await connect(t, { link_item: 'walmart', username: 'test_1' });
      const ran = await drive(t, 'run');

      const { created_at, availability } = await readAccount(t, id);
      expect(frozen).toMatchObject({ now: EARLIER, mode: 'frozen', jobs_run: 0, stopped: null });
      expect(created_at).toBe(EARLIER);
      expect(availability.payouts?.status).toBe('synced');
      expect(availability.payouts?.updated_at).toBe(ran.now);
      expect((availability.payouts?.available_to ?? '') <= ran.now).toBe(true);
    });

    test('goes as far back and forth as it is told, and as often', async () => {
      const days = [LATER, EARLIER, '2018-01-01T00:00:00.000000Z', LATER, EARLIER];
      for (const at of days) {
        expect(await drive(t, 'freeze', { body: { at } })).toMatchObject({ now: at });
      }
      await makeUser(t);
      await drive(t, 'freeze', { body: { at: LATER } });

      expect((await clockOf(t)).now).toBe(LATER);
    });

    test('runs on from where a reset puts it', async () => {
      const back = await drive(t, 'reset', { body: { at: EARLIER } });
      t.clock.advance(MINUTE);
      const { now } = await clockOf(t);
      const ahead = await drive(t, 'reset', { body: { at: LATER } });

      expect(back).toMatchObject({ now: EARLIER, mode: 'running', jobs_run: 0 });
      expect(now).toBe(later(EARLIER, MINUTE));
      expect(ahead).toMatchObject({ now: LATER, mode: 'running' });
    });

    test('goes back with what is there without anybody', async () => {
      await drive(t, 'advance', { body: { by: 'P1Y' } });
      const name = 'mine';
      await addScenario(t, { name, description: 'A login of mine.' });
      await t.rest('PATCH', '/v1/sandbox/settings', { body: { purge_idle_days: 30 } });
      await drive(t, 'run');

      const { next_job_at } = await drive(t, 'freeze', { body: { at: EARLIER } });

      expect(next_job_at).toBe(EARLIER);
      expect((await t.rest('GET', `/v1/sandbox/scenarios/${name}`)).body).toMatchObject({
        updated_at: EARLIER,
      });
    });
  });

  describe('that is reset', () => {
    test.each([
      ['ahead of it', { by: 'P1Y' }],
      ['behind it', undefined],
    ])('runs with the wall again, when it was %s', async (_, body) => {
      await drive(t, 'freeze');
      if (body) await drive(t, 'advance', { body });
      t.clock.advance(DAY);
      const reset = await drive(t, 'reset');
      const now = t.clock.now();
      t.clock.advance(MINUTE);

      expect(reset).toMatchObject({ now, mode: 'running', jobs_run: 0, stopped: null });
      expect((await clockOf(t)).now).toBe(t.clock.now());
    });

    test('jumps over what falls due until the time of the wall, and does it afterwards', async () => {
      const { now: start } = await drive(t, 'freeze');
      const { id } = await connect(t);
      t.clock.advance(DAY);
      const reset = await drive(t, 'reset');
      const before = await readAccount(t, id);
      await t.work();
      t.clock.advance(MINUTE);
      await t.work();

      expect(reset).toMatchObject({ now: later(start, DAY), jobs_run: 0, pending_jobs: 2 });
      expect(before.connection.status).toBe('connecting');
      const { connection } = await readAccount(t, id);
      expect(connection.status).toBe('connected');
      expect(connection.updated_at > later(start, DAY)).toBe(true);
    });

    test('takes another seed when it is given one', async () => {
      const { environments } = t.instance.deps.store.read;
      const seed = async () => (await environments.find(t.sandbox.id))?.seed;
      await drive(t, 'reset');
      const before = await seed();
      await drive(t, 'reset', { body: { seed: 'tulip' } });

      expect([before, await seed()]).toEqual([t.sandbox.seed, 'tulip']);
    });
  });

  describe('of somebody', () => {
    test.each([
      ['freeze', { at: '2022-11-30T23:59:59.999999Z' }],
      ['freeze', { at: '2019-01-15T09:00:00Z' }],
      ['reset', {}],
      ['reset', { at: '2022-11-30T23:59:59.999999Z' }],
      ['reset', { seed: 'tulip', at: LATER }],
    ])('does not go back, and its data stay: %s %j is refused', async (verb, body) => {
      await drive(t, 'freeze', { body: { at: LATER } });
      const { id } = await connect(t);
      const environment = () => t.instance.deps.store.read.environments.find(t.sandbox.id);
      const before = [await clockOf(t), await readAccount(t, id), (await environment())?.seed];

      const answer = await post(verb, body);

      expect(answer).toMatchObject({ status: 409, body: { code: 'world_not_empty' } });
      expect([await clockOf(t), await readAccount(t, id), (await environment())?.seed]).toEqual(
        before,
      );
      expect((await environment())?.epoch).toBe(0);
      await t.rest('POST', '/v1/sandbox/reset');
      expect((await post(verb, body)).status).toBe(200);
    });

    test('may be frozen and reset while it runs, at the moment that each look at it is later', async () => {
      let microseconds = microsecondsOf(LATER);
      const wall = { now: () => timestampOf(microseconds++) };
      const moving = await testInstance({ engine, machine: { wall } });
      try {
        await makeUser(moving);

        for (const verb of ['reset', 'freeze', 'reset', 'freeze', 'resume', 'freeze'] as const) {
          const { mode } = await drive(moving, verb);
          expect({ verb, mode }).toEqual({ verb, mode: verb === 'freeze' ? 'frozen' : 'running' });
        }
      } finally {
        await moving.close();
      }
    });

    test('may be reset to where it stands or to a time to come, under the same seed', async () => {
      await drive(t, 'freeze');
      await makeUser(t);
      const { now } = await clockOf(t);

      for (const body of [{}, { at: now }, { at: LATER, seed: t.sandbox.seed }]) {
        expect({ body, answer: await post('reset', body) }).toMatchObject({
          body,
          answer: { status: 200 },
        });
      }
    });
  });
});
