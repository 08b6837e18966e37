import { payOf } from '@intarsia/domain';
import { pointIn } from '../places/points.ts';
import type { Stream } from '../streams.ts';
import { earnedBy, isRush, type Setting } from './rides.ts';
import type { Break, Task } from './task.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A block of parcels from a depot and back, paid by the hour; `short` ones fit three to a day. */
export function blockOf(setting: Setting, chance: Stream, short: boolean): Task {
  const quarters = short ? chance.int(6, 9) : chance.int(8, 17);
  const end = setting.start + quarters * 15 * MINUTE + chance.int(-8 * MINUTE, 12 * MINUTE);
  const counted = chance.chance(0.7);
  const depot = setting.place;
  const pay = payOf(chance.int(72, 104) * 2500, quarters * 2500);
  const tips = setting.service === 'store_pickup' ? chance.int(0, 24) * 50 : 0;
  return {
    ...shiftOf(setting, end, chance),
    type: counted ? 'delivery' : 'hourly',
    count: counted ? chance.int(quarters * 2, quarters * 3) : null,
    ...agreed(setting.start - chance.int(2 * HOUR, 20 * HOUR), chance),
    from: depot,
    to: depot,
    // Six to eleven miles for each hour of driving and stopping.
    distance: Math.floor((chance.int(600, 1100) * quarters) / 4),
    surge: false,
    earned: earnedBy(pay, chance, { surge: chance.chance(0.12) ? chance.int(10, 30) : 0, tips }),
  };
}

/** A job at a customer's place, agreed on days before. */
export function serviceOf(setting: Setting, chance: Stream, short: boolean): Task {
  const quarters = short ? chance.int(4, 9) : chance.int(4, 16);
  const end = setting.start + quarters * 15 * MINUTE;
  const place = pointIn(setting.place.neighbourhood, chance);
  const pay = payOf(chance.int(28, 64) * 10_000, quarters * 2500);
  return {
    ...shiftOf(setting, end, chance),
    type: 'services',
    count: 1,
    ...agreed(setting.start - chance.int(6 * HOUR, 60 * HOUR), chance),
    from: place,
    to: place,
    distance: null,
    surge: false,
    earned: earnedBy(pay, chance, {
      surge: 0,
      tips: chance.chance(0.35) ? chance.int(1, 8) * 500 : 0,
    }),
  };
}

function shiftOf({ service, start, clock }: Setting, end: number, chance: Stream) {
  const breaks = breaksIn(start, end, chance);
  const moments = { pickup: null, dropoff: null, cancel: null };
  return { ...moments, service, start, end, shift: true, breaks, pool: false, rush: isRush(clock) };
}

/** Asked for then, and taken on a little later: long before it begins. */
function agreed(request: number, chance: Stream): { request: number; accept: number } {
  return { request, accept: request + chance.int(30, 900) };
}

/** One break in the middle of more than three hours. */
function breaksIn(start: number, end: number, chance: Stream): Break[] {
  if (end - start <= 3 * HOUR) return [];
  const from = start + Math.floor((end - start) / 2) + chance.int(-10, 10) * MINUTE;
  return [{ from, to: from + chance.int(15, 30) * MINUTE }];
}
