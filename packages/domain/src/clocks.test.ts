import { describe, expect, test } from 'vitest';
import type { Environment } from './clients.ts';
import {
  AdvanceClockInput,
  advanceTo,
  clockAt,
  type EnvironmentClock,
  environmentTime,
  FreezeClockInput,
  freezeAt,
  isDriven,
  ResetClockInput,
  reachOf,
  resetAt,
  stopsTo,
  takenClock,
  wallClock,
  worksByItself,
} from './clocks.ts';
import { DAY, HOUR, later, SECOND, type Timestamp } from './values.ts';

const WALL = '2026-03-01T09:00:00.000000Z';
const MOMENT = '2030-01-01T00:00:00.000000Z';
const driver = { id: 'd', until: later(WALL, 10 * SECOND) };

function sandbox(clock: Partial<EnvironmentClock> = {}): Pick<Environment, 'kind' | 'clock'> {
  return { kind: 'sandbox', clock: { ...wallClock, ...clock } };
}
const shown = (clock: Partial<EnvironmentClock>, wall: Timestamp = WALL) =>
  environmentTime(sandbox(clock), wall);

describe('the time in an environment', () => {
  test('is the wall’s at first', () => {
    expect(shown({})).toBe(WALL);
  });

  test('runs with the wall, ahead of it or behind', () => {
    expect(shown({ offset: HOUR * 1000 + 1 })).toBe('2026-03-01T10:00:00.000001Z');
    expect(shown({ offset: -HOUR * 1000 }, later(WALL, 5))).toBe('2026-03-01T08:00:00.005000Z');
  });

  test('stands at the moment at which it was frozen', () => {
    const clock = { mode: 'frozen', at: MOMENT } as const;

    expect(shown(clock)).toBe(MOMENT);
    expect(shown(clock, later(WALL, DAY))).toBe(MOMENT);
  });

  test('stands where the driver put it, and runs on when the driver’s lease has ended', () => {
    const clock = { at: MOMENT, driver };

    expect(shown(clock)).toBe(MOMENT);
    expect(shown(clock, driver.until)).toBe(MOMENT);
    expect(shown(clock, later(driver.until, 250))).toBe('2030-01-01T00:00:00.250000Z');
  });

  test('stays frozen where a driver left it', () => {
    expect(shown({ mode: 'frozen', at: MOMENT, driver }, later(WALL, DAY))).toBe(MOMENT);
  });

  test('runs while its driver has not moved it', () => {
    expect(shown({ offset: 1000, driver }, later(WALL, 1))).toBe(later(WALL, 2));
  });

  test('is the wall’s in a live environment, whatever is stored', () => {
    const clock = { ...wallClock, mode: 'frozen', at: MOMENT, driver } as const;

    expect(environmentTime({ kind: 'live', clock }, WALL)).toBe(WALL);
    expect(isDriven({ kind: 'live', clock }, WALL)).toBe(false);
    expect(worksByItself({ kind: 'live', clock, speed: 'fast' }, WALL)).toBe(true);
  });
});

describe('taking a clock', () => {
  const taken = (clock: Partial<EnvironmentClock>, wall: Timestamp = WALL) =>
    takenClock(sandbox(clock), { wall, driver: { id: 'new', until: later(wall, SECOND) } });

  test('does not change what it shows, and makes older decisions void', () => {
    for (const clock of [{}, { offset: 12_345 }, { mode: 'frozen', at: MOMENT } as const]) {
      const next = taken({ ...clock, fence: 7 });

      expect(shown(next)).toBe(shown(clock));
      expect(next).toMatchObject({ fence: 8, driver: { id: 'new' } });
      expect(next.mode).toBe(sandbox(clock).clock.mode);
    }
  });

  test('goes on from where a driver that is gone left it', () => {
    const wall = later(driver.until, 4 * SECOND);
    const next = taken({ at: MOMENT, driver }, wall);

    expect(shown(next, wall)).toBe(later(MOMENT, 4 * SECOND));
    expect(next.at).toBeNull();
  });
});

test('a clock that is set shows the time it was set to, and runs on or stands', () => {
  const running = { ...wallClock, ...clockAt(MOMENT, { mode: 'running', wall: WALL }) };
  const frozen = { ...wallClock, ...clockAt(MOMENT, { mode: 'frozen', wall: WALL }) };

  expect([shown(running), shown(running, later(WALL, 7))]).toEqual([MOMENT, later(MOMENT, 7)]);
  expect([shown(frozen), shown(frozen, later(WALL, 7))]).toEqual([MOMENT, MOMENT]);
});

test('jobs run by themselves while the clock runs, or where work takes no time, and nobody drives', () => {
  const frozen = { mode: 'frozen', at: MOMENT } as const;
  const works = (clock: Partial<EnvironmentClock>, speed: string, wall: Timestamp = WALL) =>
    worksByItself({ ...sandbox(clock), speed }, wall);

  expect([works({}, 'fast'), works({}, 'instant')]).toEqual([true, true]);
  expect([works(frozen, 'fast'), works(frozen, 'real')]).toEqual([false, false]);
  expect(works(frozen, 'instant')).toBe(true);
  expect([works({ driver }, 'fast'), works({ ...frozen, driver }, 'instant')]).toEqual([
    false,
    false,
  ]);
  expect(works({ driver }, 'fast', driver.until)).toBe(true);
});

describe('moving a clock', () => {
  const advance = (input: object) => advanceTo(MOMENT, AdvanceClockInput.parse(input));
  const freeze = (input: object) => freezeAt(MOMENT, FreezeClockInput.parse(input));

  test('goes by a duration or to a moment', () => {
    expect(advance({ by: 'P1M' })).toBe('2030-02-01T00:00:00.000000Z');
    expect(advance({ to: '2030-01-01T01:00:00.5+01:00' })).toBe('2030-01-01T00:00:00.500000Z');
    expect(advance({ by: 'P5Y' })).toBe('2035-01-01T00:00:00.000000Z');
    expect(advance({ to: '2035-01-01T00:00:00Z' })).toBe('2035-01-01T00:00:00.000000Z');
  });

  test.each([
    [{ to: '2029-12-31T23:59:59.999999Z' }, 'to'],
    [{ to: '2030-01-01T00:00:00Z' }, 'to'],
    [{ to: '2035-01-01T00:00:00.000001Z' }, 'to'],
    [{ by: 'P5YT0.000001S' }, 'by'],
  ])('refuses %j and names the field', (input, field) => {
    expect(() => advance(input)).toThrow(
      expect.objectContaining({ fields: { [field]: [expect.any(String)] } }),
    );
  });

  test.each([[{}], [{ by: 'P1D', to: '2030-01-02T00:00:00Z' }], [{ by: null }]])(
    'needs exactly one of both, not %j',
    (input) => {
      const paths = AdvanceClockInput.safeParse(input).error?.issues.map(({ path }) => path);

      expect(paths).toContainEqual(['by']);
    },
  );

  test('freezes it where it is, or at a moment from 2018 on', () => {
    expect(freeze({})).toBe(MOMENT);
    expect(freeze({ at: '2030-01-01T00:00:00Z' })).toBe(MOMENT);
    expect(freeze({ at: '2030-06-01T00:00:00+02:00' })).toBe('2030-05-31T22:00:00.000000Z');
    expect(freeze({ at: '2018-01-01T00:00:00Z' })).toBe('2018-01-01T00:00:00.000000Z');
  });

  test.each([['2017-12-31T23:59:59.999999Z'], ['2035-01-01T00:00:00.000001Z']])(
    'does not freeze it at %s',
    (at) => {
      expect(() => freeze({ at })).toThrow(
        expect.objectContaining({ fields: { at: [expect.any(String)] } }),
      );
    },
  );

  test('resets it to the wall, or to any moment of its years', () => {
    const reset = (input: object) => resetAt(MOMENT, ResetClockInput.parse(input));

    expect(reset({})).toBe(MOMENT);
    expect(reset({ at: '2018-01-01T00:00:00Z' })).toBe('2018-01-01T00:00:00.000000Z');
    expect(reset({ at: '2100-01-01T00:00:00Z' })).toBe('2100-01-01T00:00:00.000000Z');
    for (const at of ['2017-12-31T23:59:59.999999Z', '9900-01-02T00:00:00Z']) {
      expect(() => reset({ at })).toThrow(
        expect.objectContaining({ fields: { at: [expect.any(String)] } }),
      );
    }
  });

  test('ends before years have five digits', () => {
    const late = '9899-06-01T00:00:00.000000Z';

    expect(reachOf(late)).toBe('9900-01-01T00:00:00.000000Z');
    expect(() =>
      advanceTo('9900-01-01T00:00:00.000000Z', AdvanceClockInput.parse({ by: 'P1D' })),
    ).toThrow();
    expect(() => advanceTo(late, AdvanceClockInput.parse({ by: 'P1Y' }))).toThrow(/9900/);
  });
});

describe('a way', () => {
  test('of a few days goes at once', () => {
    const target = later(WALL, 4 * DAY);

    expect(stopsTo(target, WALL)).toEqual([target]);
  });

  test('of years goes in equal parts, the last of which ends where it leads', () => {
    const stops = stopsTo(later(WALL, 400 * DAY), WALL);

    expect(stops).toHaveLength(40);
    expect(stops[0]).toBe(later(WALL, 10 * DAY));
    expect(stops.at(-1)).toBe(later(WALL, 400 * DAY));
  });
});
