import { DAY, HOUR, later, MINUTE, microsecondsOf, SECOND, type User } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { clockOf, drive, verbs } from '../testing/clocks.ts';
import { connect, engineNames, eventsOf, makeUser, readAccount } from '../testing/logins.ts';

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
  const newUser = async () => {
    const { id, token } = (await t.rest('POST', '/v1/users')).body as { id: string; token: string };
    const user = (await t.rest('GET', `/v1/users/${id}`)).body as User;
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return { token, user, iat: claims.iat as number };
  };

  test('runs with the wall at first, and tells what waits', async () => {
    const before = await clockOf(t);
    await connect(t);

    expect(before).toEqual({
      now: t.clock.now(),
      mode: 'running',
      speed: 'fast',
      pending_jobs: 0,
      next_job_at: null,
    });
    expect(await clockOf(t)).toMatchObject({ pending_jobs: 2, next_job_at: t.clock.now() });
  });

  describe('that is frozen', () => {
    test('stands while the wall goes on, and so do rows and tokens', async () => {
      const at = t.clock.now();
      const frozen = await drive(t, 'freeze');
      t.clock.advance(DAY);
      const { user, iat } = await newUser();

      expect(frozen).toMatchObject({ now: at, mode: 'frozen', jobs_run: 0, stopped: null });
      expect(await clockOf(t)).toMatchObject({ now: at, mode: 'frozen' });
      expect(user.created_at).toBe(at);
      expect(iat).toBe(Math.floor(microsecondsOf(at) / 1_000_000));
    });

    test('runs nothing, not even what is due', async () => {
      await drive(t, 'freeze');
      const { id } = await connect(t);
      t.clock.advance(DAY);

      expect(await t.work()).toBe(0);
      expect(await t.instance.dueIn()).toBeUndefined();
      expect((await readAccount(t, id)).connection.status).toBe('connecting');
    });

    test('goes on from the frozen moment', async () => {
      const { now: at } = await drive(t, 'freeze');
      t.clock.advance(DAY);
      const resumed = await drive(t, 'resume');
      t.clock.advance(90 * SECOND);

      expect(resumed).toMatchObject({ now: at, mode: 'running', jobs_run: 0 });
      expect((await clockOf(t)).now).toBe(later(at, 90 * SECOND));
      expect((await newUser()).user.created_at).toBe(later(at, 90 * SECOND));
    });

    test('may be frozen again, and a running one resumed', async () => {
      const { now: at } = await drive(t, 'freeze');
      t.clock.advance(HOUR);
      const again = await drive(t, 'freeze');
      await drive(t, 'resume');
      t.clock.advance(HOUR);
      const resumed = await drive(t, 'resume');

      expect(again).toMatchObject({ now: at, mode: 'frozen' });
      expect(resumed).toMatchObject({ now: later(at, HOUR), mode: 'running' });
    });

    test('can be frozen at a moment to come, after what falls due until then', async () => {
      const { id } = await connect(t);
      const frozen = await drive(t, 'freeze', { body: { at: '2022-12-01T02:00:00+02:00' } });
      t.clock.advance(DAY);

      expect(frozen).toMatchObject({ now: LATER, mode: 'frozen', stopped: null });
      expect(frozen.jobs_run).toBeGreaterThan(3);
      expect((await readAccount(t, id)).availability.profiles?.status).toBe('synced');
      expect((await clockOf(t)).now).toBe(LATER);
    });
  });

  describe('that is advanced', () => {
    test('runs on from there when it was running', async () => {
      const advanced = await drive(t, 'advance', { body: { to: LATER } });
      t.clock.advance(MINUTE);

      expect(advanced).toMatchObject({ now: LATER, mode: 'running', jobs_run: 0, stopped: null });
      expect((await clockOf(t)).now).toBe(later(LATER, MINUTE));
    });

    test('stands there when it was frozen', async () => {
      const { now: at } = await drive(t, 'freeze');
      const advanced = await drive(t, 'advance', { body: { by: 'PT0.25S' } });
      t.clock.advance(MINUTE);

      expect(advanced).toMatchObject({ now: later(at, 250), mode: 'frozen' });
      expect((await clockOf(t)).now).toBe(later(at, 250));
    });

    test('makes tokens expire at once', async () => {
      const { token, user } = await newUser();
      const read = () => t.rest('GET', `/v1/accounts?user=${user.id}`, { auth: `Bearer ${token}` });
      const before = await read();
      await drive(t, 'advance', { body: { by: 'P29DT23H59M59S' } });
      const nearly = await read();
      await drive(t, 'advance', { body: { by: 'PT1S' } });

      expect([before.status, nearly.status]).toEqual([200, 200]);
      expect(await read()).toMatchObject({ status: 401, body: { code: 'token_expired' } });
    });

    test('tells that a token has expired that live would not know yet', async () => {
      await drive(t, 'advance', { body: { by: 'P1D' } });
      const { token, user } = await newUser();
      await drive(t, 'advance', { body: { by: 'P30D' } });
      const auth = `Bearer ${token}`;

      expect(await t.rest('GET', `/v1/accounts?user=${user.id}`, { auth })).toMatchObject({
        status: 401,
        body: { code: 'token_expired' },
      });
    });

    test('removes who never connected, thirty days after', async () => {
      const { id } = await connect(t, { password: 'wrong' });
      await drive(t, 'advance', { body: { by: 'P29D' } });
      const before = await t.rest('GET', `/v1/accounts/${id}`);
      await drive(t, 'advance', { body: { by: 'P2D' } });

      expect(before.status).toBe(200);
      expect((await t.rest('GET', `/v1/accounts/${id}`)).status).toBe(404);
      expect((await eventsOf(t, id)).at(-1)).toBe('accounts.removed');
    });

    test('leaves the live environment and the wall as they are', async () => {
      await drive(t, 'advance', { body: { by: 'P1Y' } });
      const live = { auth: t.keys.live.auth };
      const { id } = (await t.rest('POST', '/v1/users', live)).body as { id: string };

      const user = (await t.rest('GET', `/v1/users/${id}`, live)).body;
      expect(user).toMatchObject({ created_at: t.clock.now() });
    });

    test('moves once for one Idempotency-Key', async () => {
      const { now: at } = await drive(t, 'freeze');
      const request = { body: { by: 'P1D' }, headers: { 'idempotency-key': 'tomorrow' } };
      const first = await t.rest('POST', '/v1/sandbox/clock/advance', request);
      const second = await t.rest('POST', '/v1/sandbox/clock/advance', request);

      expect(second.text).toBe(first.text);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect((await clockOf(t)).now).toBe(later(at, DAY));
    });
  });

  describe('that runs until nothing is left to wait for', () => {
    test('brings a login to its end, and leaves the scans to come', async () => {
      const { id } = await connect(t);
      const ran = await drive(t, 'run');
      const again = await drive(t, 'run');

      const { availability } = await readAccount(t, id);
      expect(availability.profiles?.status).toBe('synced');
      expect(ran).toMatchObject({ mode: 'running', stopped: null });
      expect(ran.jobs_run).toBeGreaterThan(3);
      // Facts, events and the rest come 100 seconds after connecting, ten times faster.
      expect(microsecondsOf(ran.now) - microsecondsOf(t.clock.now())).toBeLessThan(60_000_000);
      expect(again).toMatchObject({ now: ran.now, jobs_run: 0, pending_jobs: ran.pending_jobs });
    });

    test('does not wait for the removal of who did not connect', async () => {
      const { id } = await connect(t, { password: 'wrong' });
      const ran = await drive(t, 'run');

      expect(ran.pending_jobs).toBe(1);
      expect(ran.now < later(t.clock.now(), DAY)).toBe(true);
      expect((await readAccount(t, id)).connection.error_code).toBe('invalid_credentials');
    });

    test('waits for the end of a question that nobody answers', async () => {
      const { id } = await connect(t, { link_item: 'weftgo' });
      const ran = await drive(t, 'run');

      expect(ran.now > later(t.clock.now(), 5 * MINUTE)).toBe(true);
      expect((await readAccount(t, id)).connection.error_code).toBe('mfa_timeout');
    });
  });

  describe('that goes step by step', () => {
    test('runs one job at a time, each at its moment', async () => {
      await drive(t, 'freeze');
      const { id } = await connect(t, { link_item: 'weftgo' });
      const seen: string[] = [];
      for (;;) {
        const { connection } = await readAccount(t, id);
        seen.push(connection.status);
        if (connection.status === 'error') break;
        const { next_job_at } = await clockOf(t);
        const stepped = await drive(t, 'step');
        expect(stepped).toMatchObject({ jobs_run: 1, now: next_job_at, mode: 'frozen' });
      }

      // The login begins, waits, asks, is told that nobody answered, and ends.
      expect(seen).toHaveLength(5);
      const { connection } = await readAccount(t, id);
      expect(connection).toMatchObject({ error_code: 'mfa_timeout' });
      expect(connection.updated_at).toBe((await clockOf(t)).now);
    });

    test('does nothing when there is no job', async () => {
      const { now: at } = await drive(t, 'freeze');

      expect(await drive(t, 'step')).toEqual({
        now: at,
        mode: 'frozen',
        speed: 'fast',
        pending_jobs: 0,
        next_job_at: null,
        jobs_run: 0,
        stopped: null,
      });
    });
  });

  const refused: [verb: string, body: unknown, field: string][] = [
    ['freeze', { at: '2017-12-31T23:59:59.999999Z' }, 'at'],
    ['freeze', { at: '0001-01-01T00:00:00Z' }, 'at'],
    ['reset', { at: '2017-12-31T23:59:59.999999Z' }, 'at'],
    ['reset', { at: '9900-01-02T00:00:00Z' }, 'at'],
    ['reset', { at: 'yesterday' }, 'at'],
    ['freeze', { at: '2022-04-22' }, 'at'],
    ['freeze', { at: '2022-05-01T00:00:00' }, 'at'],
    ['freeze', { at: 1_700_000_000 }, 'at'],
    ['freeze', { at: null }, 'at'],
    ['freeze', { at: '2027-04-22T14:26:40.682438Z' }, 'at'],
    ['advance', {}, 'by'],
    ['advance', { by: 'P1D', to: LATER }, 'by'],
    ['advance', { by: 'P0D' }, 'by'],
    ['advance', { by: '-P1D' }, 'by'],
    ['advance', { by: 'P5YT1S' }, 'by'],
    ['advance', { by: 'P6Y' }, 'by'],
    ['advance', { by: '1 day' }, 'by'],
    ['advance', { by: 86_400 }, 'by'],
    ['advance', { by: { days: 1 } }, 'by'],
    ['advance', { to: '2022-04-22T14:26:40.682437Z' }, 'to'],
    ['advance', { to: '2021-01-01T00:00:00Z' }, 'to'],
    ['advance', { to: '2027-04-22T14:26:40.682438Z' }, 'to'],
    ['advance', { to: 'tomorrow' }, 'to'],
    ['reset', { seed: '' }, 'seed'],
    ['reset', { seed: 'a\u0000b' }, 'seed'],
    ['reset', { seed: 'x'.repeat(201) }, 'seed'],
    ['reset', { seed: 7 }, 'seed'],
    ['freeze', { to: LATER }, 'to'],
    ['advance', { by: 'P1D', until: LATER }, 'until'],
    ['reset', { seeds: 'other' }, 'seeds'],
  ];

  test('refuses what leads back or nowhere, names the field, and stays as it is', async () => {
    await connect(t, { user: await makeUser(t) });
    const before = await clockOf(t);
    for (const [verb, body, field] of refused) {
      const answer = await post(verb, body as object);

      const expected = { code: 'input_invalid', [field]: [expect.any(String)] };
      expect({ body, answer }).toMatchObject({ body, answer: { status: 400, body: expected } });
    }

    expect(await clockOf(t)).toEqual(before);
    expect((await post('freeze', { at: before.now })).status).toBe(200);
  });

  test('is nobody’s business who lists environments', async () => {
    const admin = t.caller({ kind: 'local' });
    await drive(t, 'freeze');
    const listed = await admin.environments.list({});
    const created = await admin.clients.create({ name: 'Another company' });

    const [sandbox] = listed.filter(({ id }) => id === t.sandbox.id);
    for (const environment of [sandbox, created.environments.sandbox]) {
      expect(environment).toMatchObject({ kind: 'sandbox', speed: 'fast' });
      expect(environment).not.toHaveProperty('clock');
    }
  });

  test('is not there for a live key', async () => {
    const auth = t.keys.live.auth;
    const answers = [await t.rest('GET', '/v1/sandbox/clock', { auth })];
    for (const verb of verbs) {
      const body = verb === 'advance' ? { by: 'P1D' } : {};
      answers.push(await t.rest('POST', `/v1/sandbox/clock/${verb}`, { auth, body }));
    }

    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'sandbox_only' } });
    }
  });
});
