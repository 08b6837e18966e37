import { describe, expect, test } from 'vitest';
import { rootOf, stream } from '../streams.ts';
import { cities } from './cities.ts';
import { degreesOf, gridDistance, type Point, placeOf, pointOf } from './points.ts';

/** Miles as the crow flies, by the haversine formula on a sphere. */
function crowMiles(a: Point, b: Point): number {
  const rad = (micro: number) => (micro / 1e6) * (Math.PI / 180);
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const h =
    half(rad(b.lat - a.lat)) +
    Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * half(rad(b.lng - a.lng));
  return 2 * 3958.8 * Math.asin(Math.sqrt(h));
}

describe.each(cities)('in $name', (city) => {
  const chance = stream(rootOf('points', city.name), 'points');
  const points = Array.from({ length: 300 }, () => pointOf(city, chance));

  test('doors lie within half a mile of the middle of their neighbourhood', () => {
    for (const point of points) {
      const { lat, lng } = point.neighbourhood;
      const middle = { ...point, lat: lat * 1e6, lng: lng * 1e6 };
      expect(crowMiles(point, middle)).toBeLessThan(0.5);
    }
  });

  test('a way along the streets is at least as long as the flight of a crow, and not twice that', () => {
    for (const [place, from] of points.slice(1).entries()) {
      const to = points[place] ?? from;
      const miles = gridDistance(from, to, { city, detour: 2 }) / 100;
      const crow = crowMiles(from, to);
      expect(miles).toBeGreaterThanOrEqual(crow);
      expect(miles).toBeLessThan(crow * 1.5 + 0.05);
    }
  });

  test('places are written as activities write them', () => {
    for (const point of points) {
      const place = placeOf(point, city);
      expect(Number(place.lat)).toBeCloseTo(point.lat / 1e6, 9);
      expect(Number(place.lng)).toBeCloseTo(point.lng / 1e6, 9);
      expect(place.formatted_address).toMatch(
        new RegExp(`^\\d+ .+, .+, ${city.state} \\d{5}, USA$`),
      );
    }
  });
});

test.each([
  [40_684_000, '40.684000'],
  [-73_947_160, '-73.947160'],
  [5, '0.000005'],
  [-5, '-0.000005'],
])('%d millionths of a degree are %s', (micro, text) => {
  expect(degreesOf(micro)).toBe(text);
});
