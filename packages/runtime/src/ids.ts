import { hash } from 'node:crypto';
import {
  type Clock,
  type Ids,
  microsecondsOf,
  type Random,
  type Timestamp,
} from '@intarsia/domain';

const COUNTER_END = 2 ** 26;

/** Where a maker of ids stands: the millisecond of its last id and the counter within it. */
interface Tick {
  readonly millisecond: number;
  readonly counter: number;
}

/** What an id has beside its time and counter. */
export interface Bits {
  /** Where the counter of a new millisecond starts: any whole number. */
  start(millisecond: number): number;
  /** What follows the counter: 48 bits as hex digits. */
  tail(tick: Tick): string;
}

/** Makes the next id at a moment. */
export type IdMaker = (now: Timestamp, bits: Bits) => string;

/**
 * UUIDv7 (RFC 9562 section 6.2, method 1): 48 bits of milliseconds, a counter of 26 bits that starts at
 * some value in its lower half with each new millisecond, 48 more bits. Ids of one maker sort in the
 * order they were made, also while time stands still or is set back.
 */
export function idMaker(): IdMaker {
  let tick: Tick = { millisecond: -1, counter: 0 };

  return (now, bits) => {
    const millisecond = Math.floor(microsecondsOf(now) / 1000);
    const start = millisecond > tick.millisecond ? bits.start(millisecond) : 0;
    tick = nextTick(tick, millisecond, start);
    return layOut(tick, bits.tail(tick));
  };
}

/** Bits that nobody can foresee. */
export function randomBits(random: Pick<Random, 'bytes'>): Bits {
  const draw = (size: number) => Buffer.from(random.bytes(size));
  return {
    start: () => draw(4).readUInt32BE(0),
    tail: () => draw(6).toString('hex'),
  };
}

/**
 * Bits that are a function of a seed, the moment, and the number of the start of the program: two runs
 * that do the same make the same ids, and two processes on one database do not.
 */
export function seededBits(seed: string, start: number): Bits {
  const draw = (of: string) => hash('sha256', `${start} ${of} ${seed}`, 'hex');
  return {
    start: (millisecond) => Number.parseInt(draw(String(millisecond)).slice(0, 8), 16),
    tail: ({ millisecond, counter }) => draw(`${millisecond}.${counter}`).slice(0, 12),
  };
}

/** The ids of one maker by one clock, with bits that nobody can foresee. */
export function monotoneIds(clock: Clock, random: Pick<Random, 'bytes'>): Ids {
  const make = idMaker();
  const bits = randomBits(random);
  return { next: () => make(clock.now(), bits) };
}

/** The tick after `last`. A counter that is used up borrows the next millisecond, as the RFC allows. */
export function nextTick(last: Tick, now: number, start: number): Tick {
  if (now > last.millisecond) return { millisecond: now, counter: start % (COUNTER_END / 2) };
  const counter = last.counter + 1;
  if (counter < COUNTER_END) return { millisecond: last.millisecond, counter };
  return { millisecond: last.millisecond + 1, counter: 0 };
}

function layOut({ millisecond, counter }: Tick, tail: string): string {
  const time = millisecond.toString(16).padStart(12, '0');
  const high = (0x7000 | (counter >>> 14)).toString(16);
  const low = (0x8000 | (counter & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${low}-${tail}`;
}
