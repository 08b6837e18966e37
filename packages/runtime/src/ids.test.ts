import { randomBytes } from 'node:crypto';
import { Id, later } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { idMaker, monotoneIds, nextTick, seededBits } from './ids.ts';

const start = '2022-04-22T14:26:40.682437Z';

function standing() {
  let time = start;
  return {
    now: () => time,
    set(to: string) {
      time = to;
    },
  };
}

const random = { bytes: (size: number) => randomBytes(size) };
/** Random bits that are all one: the counter starts at the end of its lower half. */
const ones = { bytes: (size: number) => new Uint8Array(size).fill(0xff) };

test('an id is a UUID of version 7 and variant 10 that tells its millisecond', () => {
  const id = monotoneIds(standing(), random).next();

  expect(Id.safeParse(id).success).toBe(true);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(
    Date.parse('2022-04-22T14:26:40.682Z'),
  );
});

test('ids sort in the order they were made while the clock stands still', () => {
  const ids = monotoneIds(standing(), random);

  const made = Array.from({ length: 50_000 }, () => ids.next());

  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(made.length);
});

test('ids sort in the order they were made when the clock is set back', () => {
  const clock = standing();
  const ids = monotoneIds(clock, random);

  const first = ids.next();
  clock.set(later(start, -60_000));
  const second = ids.next();
  clock.set(later(start, 1));
  const third = ids.next();

  expect([third, first, second].sort()).toEqual([first, second, third]);
});

test('the counter starts in the lower half, so that each millisecond has room for 33 million ids', () => {
  const id = monotoneIds(standing(), ones).next();

  expect(id.slice(14, 23)).toBe('77ff-bfff');
});

test('a used-up counter borrows the next millisecond', () => {
  const full = { millisecond: 1000, counter: 2 ** 26 - 1 };

  expect(nextTick(full, 1000, 7)).toEqual({ millisecond: 1001, counter: 0 });
});

test('two makers do not share ids', () => {
  const made = [monotoneIds(standing(), random), monotoneIds(standing(), random)].flatMap((ids) =>
    Array.from({ length: 1000 }, () => ids.next()),
  );

  expect(new Set(made).size).toBe(2000);
});

/** So many ids of a new maker at one moment. */
function seeded(seed: string, { at = start, number = 0, epoch = 0, count = 1000 } = {}): string[] {
  const make = idMaker();
  const bits = seededBits({ seed, epoch, start: number });
  return Array.from({ length: count }, () => make(at, bits));
}

test('ids of one seed are the same in every run, and sort', () => {
  const made = seeded('tulip');

  expect(seeded('tulip')).toEqual(made);
  expect(made).toEqual([...made].sort());
  expect(made.every((id) => Id.safeParse(id).success)).toBe(true);
});

test('ids of a moment do not depend on what was made before it', () => {
  const make = idMaker();
  const bits = seededBits({ seed: 'tulip', epoch: 0, start: 0 });
  for (let n = 0; n < 7; n++) make(start, bits);
  const at = later(start, 5);

  expect(make(at, bits)).toBe(seeded('tulip', { at })[0]);
});

test('another seed, another epoch and another start of the program share no id', () => {
  const made = [
    ...seeded('tulip'),
    ...seeded('rose'),
    ...seeded('tulip', { epoch: 1 }),
    // These have the same bits for their epoch as the first ones.
    ...seeded('tulip', { epoch: 2 ** 18 }),
    ...seeded('tulip', { number: 1 }),
    ...seeded('tulip', { number: 2 }),
  ];

  expect(new Set(made).size).toBe(6000);
});

test('ids of one moment sort by epoch, then by start of the program', () => {
  const made = [
    ...seeded('tulip', { count: 50 }),
    ...seeded('tulip', { count: 50, number: 1 }),
    ...seeded('tulip', { count: 50, epoch: 1 }),
    ...seeded('tulip', { count: 50, epoch: 2, number: 7 }),
    ...seeded('tulip', { count: 50, epoch: 100_000 }),
  ];

  expect(made).toEqual([...made].sort());
  expect(made.every((id) => Id.safeParse(id).success)).toBe(true);
});
