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

/** Makes the next id at a moment. */
export type IdMaker = (now: Timestamp) => string;

/**
 * UUIDv7 (RFC 9562 section 6.2, method 1): 48 bits of milliseconds, a counter of 26 bits that starts at a
 * random value in its lower half with each new millisecond, 48 random bits. Ids of one maker sort in the
 * order they were made, also while time stands still or is set back.
 */
export function idMaker(random: Pick<Random, 'bytes'>): IdMaker {
  let tick: Tick = { millisecond: -1, counter: 0 };

  return (now) => {
    const bits = Buffer.from(random.bytes(10));
    const millisecond = Math.floor(microsecondsOf(now) / 1000);
    tick = nextTick(tick, millisecond, bits.readUInt32BE(6));
    return layOut(tick, bits.toString('hex', 0, 6));
  };
}

/** The ids of one maker by one clock. */
export function monotoneIds(clock: Clock, random: Pick<Random, 'bytes'>): Ids {
  const make = idMaker(random);
  return { next: () => make(clock.now()) };
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
