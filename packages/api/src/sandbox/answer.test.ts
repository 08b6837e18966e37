import { ConnectionError, type ConnectStep, MINUTE, SECOND } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import {
  connect,
  connected,
  engineNames,
  eventsOf,
  makeUser,
  pass,
  readAccount,
} from '../testing/logins.ts';
import { depsWith, runAll } from '../testing/workers.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
/** Asks for a code. */
const link_item = 'weftgo';

describe.each(engineNames)('verification codes on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  const answer = (id: string, body: unknown) =>
    t.rest('POST', `/v1/sandbox/accounts/${id}/mfa`, { body });

  /** A login that waits for its code. */
  async function asked(username = 'test_1'): Promise<string> {
    const { id } = await connect(t, { user: await makeUser(t), link_item, username });
    await pass(t, 5 * SECOND);
    return id;
  }

  test('a code that is given beforehand is not asked for', async () => {
    const { id, connection } = await connected(t, { link_item, mfa_code: '8081' });

    expect(connection.status).toBe('connected');
    expect((await answer(id, { code: '8081' })).status).toBe(409);
  });

  test('a code that is given later lets the login go on', async () => {
    const id = await asked();
    const before = await readAccount(t, id);
    const answered = await answer(id, { code: '8081' });
    await pass(t, MINUTE);

    expect(before.connection.status).toBe('connecting');
    expect(answered.status).toBe(200);
    expect(answered.body).toEqual(before);
    expect((await readAccount(t, id)).connection.status).toBe('connected');
    expect(await eventsOf(t, id)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
      'accounts.updated',
    ]);
  });

  test('an answer in time is not overtaken by the timeout', async () => {
    const id = await asked();
    await answer(id, { code: '8081' });
    await pass(t, 20 * MINUTE);

    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test('without an answer the login ends in mfa_timeout after five minutes', async () => {
    const id = await asked();
    await pass(t, 4 * MINUTE);
    const before = await readAccount(t, id);
    await pass(t, MINUTE);
    const after = await readAccount(t, id);

    expect(before.connection.status).toBe('connecting');
    expect(after.connection).toMatchObject({ status: 'error', error_code: 'mfa_timeout' });
    expect(after.was_connected).toBe(false);
    expect((await answer(id, { code: '8081' })).body).toMatchObject({ code: 'mfa_not_pending' });
    expect(await eventsOf(t, id)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.failed',
      'accounts.updated',
    ]);
  });

  test.each([
    ['1234', 'invalid_mfa'],
    ['8082', 'invalid_mfa'],
    ['9001', 'mfa_timeout'],
    ['9002', 'mfa_attempts_exceeded'],
    ['9003', 'mfa_cancelled_by_the_user'],
    ['a\u0000\ud800', 'invalid_mfa'],
  ])('the code %j ends the login in %s, now and beforehand', async (code, error_code) => {
    const id = await asked();
    await answer(id, { code });
    await pass(t, MINUTE);
    const beforehand = await connected(t, { link_item, mfa_code: code });

    expect((await readAccount(t, id)).connection).toMatchObject({ status: 'error', error_code });
    expect(beforehand.connection).toMatchObject({ status: 'error', error_code });
  });

  test('a code that is not asked for is a conflict', async () => {
    const { id } = await connect(t, { user: await makeUser(t), link_item });
    const tooEarly = await answer(id, { code: '8081' });
    await pass(t, 5 * SECOND);
    const first = await answer(id, { code: '8081' });
    const second = await answer(id, { code: '8081' });

    expect([tooEarly.status, first.status, second.status]).toEqual([409, 200, 409]);
    expect(second.body).toMatchObject({ code: 'mfa_not_pending' });
  });

  test('of ten answers at once one is taken', async () => {
    const id = await asked();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => answer(id, { code: '8081' })),
    );

    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409, 409, 409, 409, 409]);
  });

  test('a new login takes the place of one that waits for its code', async () => {
    const user = await makeUser(t);
    const { id } = await connect(t, { user, link_item });
    await pass(t, 4 * MINUTE);
    await connect(t, { user, link_item, mfa_code: '8081' });
    const late = await answer(id, { code: '9003' });
    await pass(t, 10 * MINUTE);

    expect(late.status).toBe(409);
    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test.each<[what: string, body: unknown, ...fields: string[]]>([
    ['nothing', {}, 'code', 'choice'],
    ['both', { code: '8081', choice: 'sms' }, 'code', 'choice'],
    ['a choice where a code is asked for', { choice: 'sms' }, 'code'],
    ['an empty code', { code: '' }, 'code'],
    ['a long code', { code: '1'.repeat(65) }, 'code'],
    ['a number', { code: 8081 }, 'code'],
    ['null', { code: null }, 'code'],
    ['an empty choice', { choice: '' }, 'choice'],
    ['a list as choice', { choice: [] }, 'choice'],
  ])(
    '%s is a 400 that names the field, and the code is still asked for',
    async (_, body, ...fields) => {
      const id = await asked();
      const refused = await answer(id, body);

      expect(refused.status).toBe(400);
      const texts = expect.arrayContaining([expect.stringMatching(/^./)]);
      expect(refused.body).toEqual({
        code: 'input_invalid',
        detail: expect.stringMatching(new RegExp(`^${fields[0]}: .`)),
        ...(fields.includes('choice') && { choice: texts }),
        ...(fields.includes('code') && { fields: { code: texts } }),
      });
      expect((await answer(id, { code: '8081' })).status).toBe(200);
    },
  );

  test.each([UNKNOWN, 'nobody', '%00', '__proto__'])('the account %s is not there', async (id) => {
    expect((await answer(id, { code: '8081' })).status).toBe(404);
  });

  test('one question may follow another, each with its own time to answer', async () => {
    const attempts: unknown[] = [];
    const options = [
      { id: 'sms', label: 'By text message' },
      { id: 'app', label: 'In the app' },
    ];
    const deps = depsWith(t, {
      connector: {
        async *connect({ link_item, resume, answer }): AsyncGenerator<ConnectStep> {
          // Other tests have left logins whose time runs out meanwhile.
          if (link_item.item.id !== 'taskheddle') throw new ConnectionError('mfa_timeout');
          attempts.push({ resume, answer });
          const timeout_ms = MINUTE;
          if (resume === undefined) {
            const challenge = { kind: 'choice', options } as const;
            return yield { kind: 'challenge', challenge, timeout_ms, resume: 'asked how' };
          }
          if (resume === 'asked how') {
            const challenge = { kind: 'code', channel: 'app' } as const;
            return yield { kind: 'challenge', challenge, timeout_ms, resume: 'asked what' };
          }
          yield { kind: 'connected', session: {} };
        },
      },
    });
    const { id } = await connect(t, { user: await makeUser(t), link_item: 'taskheddle' });
    await runAll(t, deps);
    const refused = [
      await answer(id, { choice: 'post' }),
      await answer(id, { code: '8081' }),
      await answer(id, { choice: 'toString' }),
    ];
    const chosen = await answer(id, { choice: 'app' });
    t.clock.advance(50 * SECOND);
    await runAll(t, deps);
    t.clock.advance(50 * SECOND);
    await runAll(t, deps);
    const told = await answer(id, { code: '8081' });
    await runAll(t, deps);

    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(refused[0]?.body).toMatchObject({ choice: ['must be one of sms, app'] });
    expect([chosen.status, told.status]).toEqual([200, 200]);
    expect(attempts).toEqual([
      { resume: undefined, answer: undefined },
      { resume: 'asked how', answer: { choice: 'app' } },
      { resume: 'asked what', answer: { code: '8081' } },
    ]);
    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test('a push is not answered here, and runs out like every question', async () => {
    const deps = depsWith(t, {
      connector: {
        async *connect({ answer }): AsyncGenerator<ConnectStep> {
          if (answer) throw new ConnectionError('user_action_timeout');
          const challenge = { kind: 'push' } as const;
          yield { kind: 'challenge', challenge, timeout_ms: MINUTE, resume: null };
        },
      },
    });
    const { id } = await connect(t, { user: await makeUser(t) });
    await runAll(t, deps);
    const answered = await answer(id, { code: '8081' });
    t.clock.advance(MINUTE);
    await runAll(t, deps);

    expect(answered.status).toBe(409);
    expect((await readAccount(t, id)).connection.error_code).toBe('user_action_timeout');
  });

  test('the answer is kept sealed', async () => {
    const id = await asked();
    await answer(id, { code: '80815556' });
    const scope = { environment_id: t.sandbox.id };
    const connection = await t.instance.deps.store.read.connections.find(scope, id);

    expect(connection?.challenge).toBeNull();
    expect(connection?.resume).toMatch(/^v1\./);
    expect(JSON.stringify(connection)).not.toContain('80815556');
  });
});
