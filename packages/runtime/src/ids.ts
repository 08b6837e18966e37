import { hash } from 'node:crypto';
import {
  type Clock,
  type Ids,
  microsecondsOf,
  type Random,
  type Timestamp,
} from '@intarsia/domain';

const COUNTER_BITS = 26;
const COUNTER_END = 2 ** COUNTER_BITS;
/** What is beyond these begins again: ids stay unlike others, as the rest of them is drawn from all of it. */
const EPOCH_BITS = 18;
const START_BITS = 14;

/** Where a maker of ids stands: the millisecond of its last id and the counter within it. */
interface Tick {
  readonly millisecond: number;
  readonly counter: number;
}

/** What an id has beside its time. */
export interface Bits {
  /** Where the counter of a new millisecond starts: any whole number. */
  start(millisecond: number): number;
  /** All that follows the time: a number of 74 bits that is larger for a larger counter. */
  follow(tick: Tick): bigint;
}

/** Makes the next id at a moment. */
export type IdMaker = (now: Timestamp, bits: Bits) => string;

/**
 * UUIDv7 (RFC 9562 section 6.2, method 1): 48 bits of milliseconds, and among the others a counter of 26
 * bits that starts at some value in its lower half with each new millisecond. Ids of one maker sort in the
 * order they were made, also while time stands still or is set back.
 */
export function idMaker(): IdMaker {
  let tick: Tick = { millisecond: -1, counter: 0 };

  return (now, bits) => {
    const millisecond = Math.floor(microsecondsOf(now) / 1000);
    const start = millisecond > tick.millisecond ? bits.start(millisecond) : 0;
    tick = nextTick(tick, millisecond, start);
    return layOut(tick.millisecond, bits.follow(tick));
  };
}

/** Bits that nobody can foresee: the counter, then 48 of chance. */
export function randomBits(random: Pick<Random, 'bytes'>): Bits {
  const draw = (size: number) => Buffer.from(random.bytes(size));
  return {
    start: () => draw(4).readUInt32BE(0),
    follow: ({ counter }) => joined([COUNTER_BITS, counter], [48, draw(6).readUIntBE(0, 6)]),
  };
}

/** What the ids of a sandbox are a function of, beside the moment. */
export interface IdSeed {
  readonly seed: string;
  /** Of the environment: later epochs have later ids, wherever their clock stands. */
  readonly epoch: number;
  /** Which start of a program on this database makes them. */
  readonly start: number;
}

/**
 * Bits that are a function of seed, moment, epoch and the number of the start of the program: two runs that do
 * the same make the same ids; two epochs and two processes on one database do not. Ids of one millisecond sort
 * by epoch, then by start, then by the counter.
 */
export function seededBits({ seed, epoch, start }: IdSeed): Bits {
  const draw = (of: string) => hash('sha256', `${epoch} ${start} ${of} ${seed}`, 'hex');
  const number = (of: string, digits: number) => Number.parseInt(draw(of).slice(0, digits), 16);
  return {
    start: (millisecond) => number(String(millisecond), 8),
    follow: ({ millisecond, counter }) =>
      joined(
        [EPOCH_BITS, epoch],
        [START_BITS, start],
        [COUNTER_BITS, counter],
        [16, number(`${millisecond}.${counter}`, 4)],
      ),
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

/** Numbers one behind the other, each with its width in bits. */
function joined(...parts: readonly (readonly [width: number, value: number])[]): bigint {
  return parts.reduce(
    (all, [width, value]) => (all << BigInt(width)) | BigInt(value % 2 ** width),
    0n,
  );
}

/** Version 7 and variant 10 stand within what follows the time. */
function layOut(millisecond: number, rest: bigint): string {
  const time = millisecond.toString(16).padStart(12, '0');
  const high = (0x7000 | Number(rest >> 62n)).toString(16);
  const low = (BigInt.asUintN(62, rest) | (1n << 63n)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${low.slice(0, 4)}-${low.slice(4)}`;
}
