import { later, MINUTE, SECOND } from '@intarsia/domain';
import { afterEach, expect, test } from 'vitest';
import { type TestInstance, testInstance } from './testing.ts';

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
