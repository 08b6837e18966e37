import { payOf, proportion } from '@intarsia/domain';
import type { City } from '../places/city.ts';
import { gridDistance, type Point, pointIn, pointOf } from '../places/points.ts';
import type { Stream } from '../streams.ts';
import type { Earned, Task } from './task.ts';

/** Where and when a task begins. */
export interface Setting {
  readonly city: City;
  /** Where the person is. */
  readonly place: Point;
  /** Unix second at which the task is accepted. */
  readonly start: number;
  /** Seconds since local midnight at that moment, beyond a day for nights. */
  readonly clock: number;
  readonly service: string;
}

/** A trip of at least this many hundredths of a mile; nobody calls a car for less. */
const SHORTEST = 60;

/** One ride: to the passenger, and with the passenger to where they want to go. */
export function rideOf(setting: Setting, chance: Stream): Task {
  const trip = tripOf(setting, chance, { wait: [20, 150], handover: [0, 0] });
  const pool = setting.service === 'standard' && chance.chance(0.06);
  if (chance.chance(0.035)) return cancelled(trip, 'rideshare', chance);
  const fare = 210 + payOf(9200, trip.distance * 100) + payOf(2400, minutesOf(trip) * 10_000);
  const pay = Math.max(450, proportion(fare, dearness[setting.service] ?? 10, 10));
  const surge = chance.chance(isBusy(setting.clock) ? 0.3 : 0.07);
  const earned = earnedBy(pay, chance, {
    surge: surge ? chance.int(15, 80) : 0,
    tips: chance.chance(0.32) ? chance.pick([100, 200, 300, 300, 500, 800]) : 0,
  });
  return taskOf(trip, {
    type: 'rideshare',
    pool,
    surge,
    count: pool ? 2 : 1,
    cancel: null,
    earned,
  });
}

/** One delivery, or two or three on one way. */
export function deliveryOf(setting: Setting, chance: Stream): Task {
  const count = chance.chance(0.12) ? chance.int(2, 3) : 1;
  const bounds = { wait: [120, 600], handover: [40, 150 * count] } as const;
  const trip = tripOf(setting, chance, bounds);
  if (chance.chance(0.03)) return cancelled(trip, 'delivery', chance);
  const pay = 275 * count + payOf(7000, trip.distance * 100);
  const surge = chance.chance(isBusy(setting.clock) ? 0.2 : 0.05);
  const earned = earnedBy(pay, chance, {
    surge: surge ? chance.int(20, 60) : 0,
    tips: chance.chance(0.82) ? chance.int(4, 38 * count) * 25 : 0,
  });
  return taskOf(trip, { type: 'delivery', pool: false, surge, count, cancel: null, earned });
}

/** How much dearer than a standard ride, in tenths. */
const dearness: Readonly<Record<string, number>> = { comfort: 13, xl: 16, green: 11 };

interface Trip {
  readonly service: string;
  readonly start: number;
  readonly rush: boolean;
  readonly from: Point;
  readonly to: Point;
  readonly distance: number;
  readonly pickup: number;
  readonly dropoff: number;
  readonly request: number;
}

function tripOf(
  setting: Setting,
  chance: Stream,
  {
    wait,
    handover,
  }: { readonly wait: readonly [number, number]; readonly handover: readonly [number, number] },
): Trip {
  const { city, place, start, clock } = setting;
  const speed = isRush(clock) ? chance.int(90, 140) : chance.int(130, 230);
  const near = chance.chance(0.65);
  const from = near ? pointIn(place.neighbourhood, chance) : pointOf(city, chance);
  const approach = gridDistance(place, from, { city, detour: chance.int(2, 12) });
  const { to, distance } = farEnough(from, city, chance);
  const pickup = start + driving(approach, speed) + chance.int(...wait);
  const dropoff = pickup + driving(distance, speed) + chance.int(...handover);
  const request = start - chance.int(4, 25);
  const { service } = setting;
  return { service, start, rush: isRush(clock), from, to, distance, pickup, dropoff, request };
}

function farEnough(from: Point, city: City, chance: Stream): { to: Point; distance: number } {
  const detour = chance.int(2, 18);
  let to = pointOf(city, chance);
  for (let tries = 0; tries < 8; tries++) {
    const distance = gridDistance(from, to, { city, detour });
    if (distance >= SHORTEST) return { to, distance };
    to = pointOf(city, chance);
  }
  // Eight doors next to each other: the middle of the next neighbourhood is always far enough.
  const [first, second] = city.neighbourhoods;
  const other = from.neighbourhood === first ? (second ?? first) : first;
  const end = pointIn(other, chance);
  return { to: end, distance: Math.max(SHORTEST, gridDistance(from, end, { city, detour })) };
}

/** Seconds for hundredths of a mile at tenths of a mile an hour. */
function driving(distance: number, speed: number): number {
  return Math.ceil((distance * 360) / speed);
}

function minutesOf(trip: Trip): number {
  return Math.floor((trip.dropoff - trip.pickup) / 60);
}

/**
 * The task that a trip was. Each field is written out: tasks are made by the thousand, and a spread in front
 * of so many fields takes longer than all the drawing.
 */
function taskOf(
  trip: Trip,
  told: Pick<Task, 'type' | 'pool' | 'surge' | 'count' | 'cancel' | 'earned'>,
): Task {
  const isDone = told.cancel === null;
  return {
    type: told.type,
    service: trip.service,
    count: told.count,
    start: trip.start,
    end: told.cancel ?? trip.dropoff,
    request: trip.request,
    accept: trip.start,
    pickup: isDone ? trip.pickup : null,
    dropoff: isDone ? trip.dropoff : null,
    cancel: told.cancel,
    shift: false,
    breaks: [],
    from: trip.from,
    to: isDone ? trip.to : null,
    distance: isDone ? trip.distance : null,
    pool: told.pool,
    rush: trip.rush,
    surge: told.surge,
    earned: told.earned,
  };
}

/** The customer thinks better of it while the person is on the way; half of them pay for that. */
function cancelled(trip: Trip, type: 'rideshare' | 'delivery', chance: Stream): Task {
  const drawn = trip.start + chance.int(45, Math.max(60, trip.pickup - trip.start - 10));
  const cancel = Math.min(drawn, trip.pickup - 1);
  const pay = chance.chance(0.5) ? chance.int(12, 20) * 25 : 0;
  const earned = { pay, tips: 0, bonus: 0, fees: pay === 0 ? 0 : 100, taxes: 0 };
  return taskOf(trip, { type, pool: false, surge: false, count: 1, cancel, earned });
}

/** What a customer is charged is what the person and the platform get, and a tax on it. */
export function earnedBy(
  pay: number,
  chance: Stream,
  { surge, tips }: { readonly surge: number; readonly tips: number },
): Earned {
  const bonus = proportion(pay, surge, 100);
  const fees = proportion(pay, chance.int(18, 34), 100);
  return { pay, tips, bonus, fees, taxes: proportion(pay + bonus + fees, 6, 100) };
}

/** Streets are full in the morning and in the early evening. */
export function isRush(clock: number): boolean {
  const hour = Math.floor(clock / 3600) % 24;
  return (hour >= 7 && hour < 10) || (hour >= 16 && hour < 19);
}

/** More is asked for than there are drivers: at meals, and late. */
function isBusy(clock: number): boolean {
  const hour = Math.floor(clock / 3600) % 24;
  return isRush(clock) || hour === 12 || (hour >= 19 && hour < 22) || hour < 2;
}
