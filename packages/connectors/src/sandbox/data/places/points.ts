import type { Address, Place } from '@intarsia/domain';
import type { Stream } from '../streams.ts';
import { type City, LAT_MILES, type Neighbourhood } from './city.ts';

/** A door in a city. Coordinates are millionths of a degree, so that every machine writes the same text. */
export interface Point {
  readonly neighbourhood: Neighbourhood;
  readonly lat: number;
  readonly lng: number;
  readonly street: string;
  readonly number: number;
}

/** How far a neighbourhood reaches from its middle, in millionths of a degree, and how long its blocks are. */
const REACH = 5000;
const BLOCK = 1000;
/** Where on its block a door lies. */
const DOOR = 80;

/** Some door of a neighbourhood: a corner of its grid of blocks, and a few steps along the street. */
export function pointIn(neighbourhood: Neighbourhood, chance: Stream): Point {
  const blocks = REACH / BLOCK;
  const along = chance.int(-blocks, blocks - 1) * BLOCK + chance.int(1, 12) * DOOR;
  const across = chance.int(-blocks, blocks) * BLOCK;
  const northSouth = chance.chance(0.5);
  return {
    neighbourhood,
    lat: Math.round(neighbourhood.lat * 1e6) + (northSouth ? along : across),
    lng: Math.round(neighbourhood.lng * 1e6) + (northSouth ? across : along),
    street: chance.pick(neighbourhood.streets),
    number: chance.int(4, 980),
  };
}

/** Some door of a city. */
export function pointOf(city: City, chance: Stream): Point {
  return pointIn(chance.pick(city.neighbourhoods), chance);
}

/**
 * How far it is along the streets of a grid, in hundredths of a mile: never less than as the crow flies.
 * `detour` is how much longer the way is than the grid asks for, in hundredths.
 */
export function gridDistance(
  from: Point,
  to: Point,
  { city, detour }: { readonly city: City; readonly detour: number },
): number {
  const north = Math.abs(from.lat - to.lat) * LAT_MILES;
  const east = Math.abs(from.lng - to.lng) * city.lng_miles;
  return Math.ceil(((north + east) / 1e6) * (100 + detour));
}

/** The point as the JSON of an activity shows it. */
export function placeOf(point: Point, city: City): Place {
  const { locality, postal_code } = point.neighbourhood;
  return {
    lat: degreesOf(point.lat),
    lng: degreesOf(point.lng),
    formatted_address: `${point.number} ${point.street}, ${locality}, ${city.state} ${postal_code}, USA`,
  };
}

/** The point as a postal address. */
export function addressOf(point: Point, city: City): Address {
  return {
    line1: `${point.number} ${point.street}`,
    line2: null,
    city: point.neighbourhood.locality,
    state: city.state,
    postal_code: point.neighbourhood.postal_code,
    country: 'US',
  };
}

/** Millionths of a degree as text. */
export function degreesOf(micro: number): string {
  const digits = String(Math.abs(micro)).padStart(7, '0');
  return `${micro < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
