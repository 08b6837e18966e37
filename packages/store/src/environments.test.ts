import { type EnvironmentClock, later, type Scope, SECOND, wallClock } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engines, openWorld, START, type TestStore } from './testing.ts';

const WALL = '2030-01-01T00:00:00.000000Z';
const UNTIL = later(WALL, 10 * SECOND);
const driver = { id: 'driver', until: UNTIL };

describe.each(engines)('environments on $name', ({ open }) => {
  let store: TestStore;
  let number = 0;
  let scope: Scope;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());
  beforeEach(async () => {
    scope = await openWorld(store, ++number);
  });

  const stored = async () => (await store.read.environments.find(scope.environment_id))?.clock;
  const take = (clock: Partial<EnvironmentClock> = {}) =>
    store.write((tx) =>
      tx.environments.takeClock(scope.environment_id, { ...wallClock, fence: 1, driver, ...clock }),
    );
  const move = (lease: { fence?: number; wall?: string } = {}) =>
    store.write((tx) =>
      tx.environments.moveClock(scope.environment_id, {
        ...{ fence: 1, wall: WALL, at: START, until: later(UNTIL, 1) },
        ...lease,
      }),
    );
  const renew = (lease: { fence?: number; wall?: string } = {}) =>
    store.write((tx) =>
      tx.environments.renewClock(scope.environment_id, {
        ...{ fence: 1, wall: WALL, until: later(UNTIL, 2) },
        ...lease,
      }),
    );
  const leave = (lease: { fence?: number; wall?: string } = {}) =>
    store.write((tx) =>
      tx.environments.leaveClock(
        scope.environment_id,
        { fence: 1, wall: WALL, ...lease },
        { mode: 'running', offset: -42, at: null },
      ),
    );

  test('a new one has the clock of the wall', async () => {
    expect(await stored()).toEqual(wallClock);
  });

  test('a clock comes back as it was stored, to the microsecond', async () => {
    const clock = {
      mode: 'frozen',
      offset: 157_788_000_000_001,
      at: START,
      fence: 7,
      driver,
    } as const;
    await take(clock);

    expect(await stored()).toEqual(clock);
    const [, listed] = await Promise.all([
      store.read.environments.listAll(),
      store.write((tx) => tx.environments.find(scope.environment_id)),
    ]);
    expect(listed?.clock).toEqual(clock);
  });

  test('its driver moves it, keeps it longer, and leaves it', async () => {
    await take();

    expect(await move()).toBe(true);
    expect(await stored()).toMatchObject({ at: START, driver: { until: later(UNTIL, 1) } });
    expect(await renew()).toBe(true);
    expect(await stored()).toMatchObject({ at: START, driver: { until: later(UNTIL, 2) } });
    expect(await leave()).toBe(true);
    expect(await stored()).toEqual({ ...wallClock, offset: -42, fence: 1 });
  });

  test.each([
    ['whose lease has ended', { wall: UNTIL }],
    ['before whom another one came', { fence: 2 }],
  ])('a driver %s can do nothing any more', async (_, lease) => {
    await take({ fence: 1 });
    const before = await stored();

    expect([await move(lease), await renew(lease), await leave(lease)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await stored()).toEqual(before);
  });

  test('a driver who has left can do nothing any more', async () => {
    await take();
    await leave();

    expect([await move(), await renew(), await leave()]).toEqual([false, false, false]);
  });

  test('nobody else’s clock, speed or seed changes', async () => {
    const other = await openWorld(store, ++number);
    const before = await store.read.environments.find(other.environment_id);
    await take();
    await move();
    await leave();
    await store.write(async (tx) => {
      await tx.environments.setSpeed(scope.environment_id, 'instant');
      await tx.environments.setSeed(scope.environment_id, 'tulip');
    });

    expect(await store.read.environments.find(other.environment_id)).toEqual(before);
    const changed = { speed: 'instant', seed: 'tulip' };
    expect(await store.read.environments.find(scope.environment_id)).toMatchObject(changed);
  });

  test('one that is not there is not changed', async () => {
    const missing = later(WALL, 1);
    const changed = await store.write(async (tx) => [
      await tx.environments.setSpeed(missing, 'instant'),
      await tx.environments.setSeed(missing, 'tulip'),
      await tx.environments.leaveClock(missing, { fence: 0, wall: WALL }, wallClock),
    ]);

    expect(changed).toEqual([false, false, false]);
  });
});
