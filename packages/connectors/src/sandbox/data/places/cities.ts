import { eastCities } from './cities-east.ts';
import { westCities } from './cities-west.ts';
import type { City } from './city.ts';

/** Cities that people of the sandbox live and work in; the first is New York. */
export const cities: readonly [City, ...City[]] = [...eastCities, ...westCities];
