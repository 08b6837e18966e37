import { CreatedUser, DAY, later, SECOND } from '@intarsia/domain';
import { engines } from '@intarsia/store/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from './instance.ts';
import { type TestInstance, testInstance } from './testing.ts';

/** Milliseconds since 1970 that an id tells. */
const momentOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

describe.each(engines)('ids of a sandbox whose world is replaced on $name', ({ name }) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine: name });
    return () => t.close();
  });

  const post = async (path: string, body: object = {}) => {
    const answer = await t.rest('POST', `/v1/${path}`, { body });
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body;
  };
  const makeUser = async () => CreatedUser.parse(await post('users')).id;
  const makeUsers = async (count: number) => {
    const made: string[] = [];
    while (made.length < count) made.push(await makeUser());
    return made;
  };
  /** Newest first. */
  const list = async () => {
    const { results } = await t.caller().users.list({ limit: 100 });
    return results.map(({ id }) => id);
  };

  /** Makes a user in another process, which has looked its environment up a moment ago. */
  async function makeUserIn({ deps, callAs }: Instance): Promise<string> {
    const environment = await deps.store.read.environments.find(t.sandbox.id);
    if (!environment) throw new Error('the sandbox is gone');
    const actor = { kind: 'client', key_id: t.keys.sandbox.id } as const;
    const { id } = await callAs({ actor, environment, client: t.client }).users.create({});
    return id;
  }

  test.each([
    ['emptied', 'sandbox/reset', undefined],
    ['set back while nobody lives there', 'sandbox/clock/freeze', '2019-01-15T09:00:00.000000Z'],
  ])('come back from the future when it is %s', async (_, path, at) => {
    await post('sandbox/clock/freeze', { at: later(t.clock.now(), 4 * 365 * DAY) });
    const id = await makeUser();
    await t.rest('DELETE', `/v1/users/${id}`);

    await post(path, at ? { at } : {});
    const after = await makeUsers(3);

    const now = Date.parse(at ?? t.clock.now());
    expect(momentOf(id)).toBeGreaterThan(now);
    expect(after.map(momentOf)).toEqual([now, now, now]);
    expect(after).toEqual([...after].sort());
    expect(await list()).toEqual(after.toReversed());
  });

  test('sort behind those that came back with it, at the very moment too, and are never the same', async () => {
    await post('sandbox/clock/freeze');
    const kept = await makeUsers(5);
    const { id } = await t.caller().snapshots.create({});
    const seen = new Set(kept);
    for (let round = 0; round < 12; round++) {
      if (round % 2 === 0) await post('sandbox/clock/advance', { by: 'P1Y' });
      for (const user of await makeUsers(3)) seen.add(user);
      await post(`sandbox/snapshots/${id}/restore`);

      const made = await makeUsers(4);

      for (const user of made) seen.add(user);
      expect(await list()).toEqual([...kept, ...made].toReversed());
      expect([...kept, ...made]).toEqual([...kept, ...made].sort());
    }
    expect(seen.size).toBe(5 + 12 * 7);
  });

  /** As another server does, with what it looked up within the last second. */
  async function makeUserAt({ rest }: Instance, headers: Record<string, string> = {}) {
    const { status, body } = await rest({
      method: 'POST',
      url: '/v1/users',
      headers: { authorization: t.keys.sandbox.auth, ...headers },
      body: Buffer.from('{}'),
      origin: 'http://intarsia.test',
      request_id: 'other',
    });
    expect(status).toBe(201);
    return CreatedUser.parse(JSON.parse(Buffer.from(body).toString())).id;
  }

  test('and rows are of the present world at once, also in a process that has not heard of it', async () => {
    const other = await t.again();
    await post('sandbox/clock/freeze', { at: later(t.clock.now(), 4 * 365 * DAY) });
    await makeUserAt(other);

    await post('sandbox/reset');
    const user = await makeUserAt(other);
    await post('sandbox/clock/freeze');
    await post('sandbox/reset');
    const again = await makeUserAt(other, { 'idempotency-key': 'one' });
    const same = await makeUserAt(other, { 'idempotency-key': 'one' });
    await other.close();

    const { results } = await t.caller().users.list({});
    const now = Date.parse(t.clock.now());
    expect([user, again].map(momentOf)).toEqual([now, now]);
    expect(same).toBe(again);
    expect(results).toMatchObject([{ id: again, created_at: t.clock.now() }]);
  });

  test('begin anew in another process too, and go on behind the others after a restart', async () => {
    const other = await t.again();
    await post('sandbox/clock/freeze', { at: later(t.clock.now(), 4 * 365 * DAY) });
    const far = await makeUserIn(other);

    await post('sandbox/reset');
    await post('sandbox/clock/freeze');
    t.clock.advance(2 * SECOND);
    const here = await makeUser();
    const there = await makeUserIn(other);
    const restarted = await t.again();
    const last = await makeUserIn(restarted);
    await Promise.all([other.close(), restarted.close()]);

    expect(momentOf(far)).toBeGreaterThan(Date.parse(t.clock.now()));
    expect(new Set([here, there, last].map(momentOf)).size).toBe(1);
    expect(await list()).toEqual([last, there, here]);
  });
});
