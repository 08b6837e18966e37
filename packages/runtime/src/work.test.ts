import {
  ConnectionError,
  type Connector,
  DAY,
  HOUR,
  later,
  MINUTE,
  SECOND,
  type Timestamp,
  takesForms,
} from '@intarsia/domain';
import { afterEach, expect, test, vi } from 'vitest';
import { basicAuth, type TestInstance, testInstance } from './testing.ts';
import { openWork } from './work.ts';

const opened: TestInstance[] = [];

afterEach(async () => {
  for (const house of opened.splice(0)) await house.close();
});

/** An instance with one login under way, whose next job is due in a while. */
async function connecting() {
  const house = await testInstance();
  opened.push(house);
  const { body } = await house.rest('POST', '/v1/sandbox/accounts', {
    body: { link_item: 'walmart', username: 'test_1', password: 'passgood' },
  });
  await house.work();
  return { house, account: body };
}

test('the next job is told to the millisecond, and runs once it is due', async () => {
  const { house } = await connecting();
  const wait = (await house.instance.dueIn()) ?? 0;

  house.clock.advance(Math.floor(wait) - 1);
  const early = await house.instance.work();
  house.clock.advance(2);
  const due = await house.instance.work();

  expect(wait).toBeGreaterThan(SECOND / 10);
  expect({ early, due }).toEqual({ early: 0, due: 1 });
});

test('a job that fell due after the last look is due now', async () => {
  const { house } = await connecting();
  const wait = (await house.instance.dueIn()) ?? 0;

  house.clock.advance(Math.ceil(wait));

  expect(await house.instance.dueIn()).toBe(0);
});

test('a job that another worker holds is not waited for', async () => {
  const { house } = await connecting();
  house.clock.advance(Math.ceil((await house.instance.dueIn()) ?? 0));
  const { store } = house.instance.deps;
  const now = house.clock.now();
  const scope = { environment_id: house.sandbox.id };
  const at = { now, wall: now, lease_until: later(now, MINUTE), limit: 10, clock_fence: 0 };
  const held = await store.write((tx) => tx.jobs.claim(scope, at));

  const ran = await house.instance.work();

  expect(held).toHaveLength(1);
  expect(ran).toBe(0);
  expect(await house.instance.dueIn()).toBeUndefined();
});

test('a stop is heard before the first job', async () => {
  const { house } = await connecting();
  house.clock.advance(MINUTE);

  expect(await house.instance.work(AbortSignal.abort())).toBe(0);
});

test('whoever adds a job rings for the worker', async () => {
  const { house } = await connecting();
  const rung: string[] = [];
  house.instance.onWake((environment_id) => rung.push(environment_id));

  await house.rest('POST', '/v1/sandbox/accounts', {
    body: { link_item: 'walmart', username: 'test_2', password: 'passgood' },
  });

  expect(rung).toContain(house.sandbox.id);
});

test('what is kept for a while is deleted in its hour, by nobody’s doing', async () => {
  const house = await testInstance();
  opened.push(house);
  const { store } = house.instance.deps;
  const scope = { environment_id: house.sandbox.id };
  const start = house.clock.now();
  const { id: user } = await house.caller().users.create({});
  await store.write(async (tx) => {
    await tx.idempotency.insert(scope, keptAnswer(start));
    await tx.tokens.insert(scope, endingToken(user, later(start, MINUTE)));
  });
  const kept = async () => [
    (await store.read.idempotency.find(scope, 'key')) !== undefined,
    (await store.read.tokens.find(scope, 'hash')) !== undefined,
  ];
  await house.instance.work();

  house.clock.advance(DAY);
  await house.instance.work();
  const aDayLater = await kept();
  house.clock.advance(HOUR - 1);
  await house.instance.work();
  const withinTheHour = await kept();
  house.clock.advance(1);
  await house.instance.work();

  expect({ aDayLater, withinTheHour, end: await kept() }).toEqual({
    aDayLater: [true, true],
    withinTheHour: [true, true],
    end: [false, false],
  });
});

test('jobs run although what is too old can’t be deleted', async () => {
  const { house } = await connecting();
  const { deps } = house.instance;
  house.clock.advance(Math.ceil((await house.instance.dueIn()) ?? 0));
  const warnings: string[] = [];
  const broken = { deleteBefore: () => Promise.reject(new Error('no')) };
  const work = openWork(
    {
      ...deps,
      log: { ...deps.log, warn: (_, message) => warnings.push(message) },
      store: {
        ...deps.store,
        write: (run) =>
          deps.store.write((tx) => run(Object.create(tx, { idempotency: { value: broken } }))),
      },
    },
    () => undefined,
  );

  expect(await work.work()).toBe(1);
  expect(new Set(warnings)).toEqual(new Set(['could not delete what is too old']));
});

function keptAnswer(created_at: Timestamp) {
  return { key: 'key', fingerprint: 'f', status: 201, answer: 'a', user_id: null, created_at };
}

function endingToken(user_id: string, expires_at: Timestamp) {
  const empty = { family_id: null, used_at: null, successor: null, revoked_at: null };
  return { jti_hash: 'hash', user_id, kind: 'access', expires_at, ...empty } as const;
}

test('an environment whose source does not answer holds up no other one', async () => {
  const house = await testInstance();
  opened.push(house);
  const admin = house.instance.callAs({ actor: { kind: 'local' } });
  const { api_key } = await admin.clients.create({ name: 'Another company' });
  const logIn = async (username: string, auth = house.keys.sandbox.auth) => {
    const body = { link_item: 'walmart', username, password: 'passgood' };
    const answer = await house.rest('POST', '/v1/sandbox/accounts', { auth, body });
    return answer.body as { id: string }; // As every account.
  };
  let answer = () => {};
  const silence = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const begun: string[] = [];
  const { deps } = house.instance;
  const sandbox = deps.connectors.get('sandbox');
  if (!sandbox || takesForms(sandbox)) throw new Error('there is a sandbox');
  const connector: Connector = {
    ...sandbox,
    simulated: false,
    // biome-ignore lint/correctness/useYield: these logins end before they say anything
    async *connect({ credentials }) {
      const { username } = credentials as { username: string }; // As they were sent.
      begun.push(username);
      if (username === 'gen_1') await silence;
      throw new ConnectionError('tos_required');
    },
  };
  const rung: string[] = [];
  const wake = (id: string) => rung.push(id);
  const work = openWork({ ...deps, connectors: new Map([['sandbox', connector]]), wake }, () => {});

  await logIn('gen_1');
  const first = await work.work();
  await logIn('gen_2', basicAuth(api_key));
  await logIn('gen_3');
  const second = await work.work();
  rung.length = 0;
  answer();
  await vi.waitFor(() => expect(rung).toContain(house.sandbox.id));

  expect({ first, second, begun }).toEqual({ first: 0, second: 1, begun: ['gen_1', 'gen_2'] });
  expect(await work.work()).toBe(2);
});
