import type { Zone } from '../zones.ts';

/** A part of a city that is dry land and streets all over: a box around its middle. */
export interface Neighbourhood {
  /** The locality of its addresses. */
  readonly locality: string;
  readonly postal_code: string;
  readonly lat: number;
  readonly lng: number;
  readonly streets: readonly [string, ...string[]];
}

/** A city, as far as work in it shows. */
export interface City {
  readonly name: string;
  /** Postal abbreviation. */
  readonly state: string;
  readonly zone: Zone;
  readonly area_code: string;
  /** Miles in a degree of longitude at its latitude; a degree of latitude has 69 everywhere. */
  readonly lng_miles: number;
  readonly neighbourhoods: readonly [Neighbourhood, ...Neighbourhood[]];
}

/** Miles in a degree of latitude. */
export const LAT_MILES = 69;

/** A neighbourhood by its locality and postal code, its middle, and some of its streets. */
export function part(
  address: string,
  [lat, lng]: readonly [number, number],
  streets: readonly [string, ...string[]],
): Neighbourhood {
  const space = address.lastIndexOf(' ');
  return {
    locality: address.slice(0, space),
    postal_code: address.slice(space + 1),
    lat,
    lng,
    streets,
  };
}
