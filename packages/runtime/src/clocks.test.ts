import { type Environment, later, microsecondsOf, noOptions, wallClock } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { clockFrom, clockOf, systemClock } from './clocks.ts';

function source(wall: number) {
  let steady = 0;
  return {
    wall: () => wall,
    steady: () => steady,
    pass(milliseconds: number) {
      wall = Math.floor(wall + milliseconds);
      steady += milliseconds;
    },
    step(milliseconds: number) {
      wall += milliseconds;
    },
  };
}

const start = Date.UTC(2022, 3, 22, 14, 26, 40);

test('time has microseconds that run between two ticks of the wall', () => {
  const time = source(start);
  const clock = systemClock(time);

  time.pass(0.25);

  expect(clock.now()).toBe('2022-04-22T14:26:40.000250Z');
});

test('time follows the wall forwards at once', () => {
  const time = source(start);
  const clock = systemClock(time);

  time.step(3_600_000);

  expect(clock.now()).toBe('2022-04-22T15:26:40.000000Z');
});

test('time never goes back and never stands still when the wall is set back', () => {
  const time = source(start);
  const clock = systemClock(time);
  const before = microsecondsOf(clock.now());

  time.step(-60_000);
  time.pass(10_000);

  expect(microsecondsOf(clock.now()) - before).toBe(5_000_000);
});

test('time is the wall again once the wall has caught up', () => {
  const time = source(start);
  const clock = systemClock(time);
  clock.now();

  time.step(-1_000);
  time.pass(2_000);
  clock.now();
  time.pass(10);

  expect(Math.abs(microsecondsOf(clock.now()) - time.wall() * 1000)).toBeLessThan(1000);
});

test('the machine clock agrees with the machine and never goes back', () => {
  const clock = systemClock();

  const times = Array.from({ length: 10_000 }, () => clock.now());

  expect(times).toEqual([...times].sort());
  expect(Math.abs(microsecondsOf(clock.now()) - Date.now() * 1000)).toBeLessThan(5_000);
});

test('an environment has its own time, which follows the wall unless it is frozen', () => {
  const time = source(start);
  const wall = systemClock(time);
  const environment: Environment = {
    id: '018051aa-f7a9-7000-8000-000000000000',
    client_id: '018051aa-f7a9-7000-8000-000000000001',
    kind: 'sandbox',
    created_at: wall.now(),
    speed: 'fast',
    seed: 'tulip',
    clock: { ...wallClock, offset: 3_600_000_000 },
    options: noOptions,
    epoch: 0,
  };
  const at = '2030-01-01T00:00:00.000000Z';
  const running = clockOf(environment, wall);
  const frozen = clockOf({ ...environment, clock: { ...wallClock, mode: 'frozen', at } }, wall);
  const before = running.now();

  time.pass(1_500);

  expect(before).toBe('2022-04-22T15:26:40.000000Z');
  expect(running.now()).toBe(later(before, 1_500));
  expect(frozen.now()).toBe(at);
});

test('a clock from a moment runs on from there with the machine', () => {
  const time = source(start);
  const clock = clockFrom('2030-01-01T00:00:00.000000Z', time);
  const first = clock.now();

  time.pass(1500);

  expect(first).toBe('2030-01-01T00:00:00.000000Z');
  expect(clock.now()).toBe('2030-01-01T00:00:01.500000Z');
});
