import type { Address } from '@intarsia/domain';
import { companies } from '../../link-items/companies.ts';
import { chance } from '../chance.ts';
import { digits } from './people/person.ts';
import { cities } from './places/cities.ts';
import { addressOf, pointOf } from './places/points.ts';
import type { SourceItem } from './source-item.ts';
import { rootOf, stream } from './streams.ts';

/** Who employs, by the id that resources bear and the name that accounts and people bear. */
export interface Employer {
  readonly slug: string;
  readonly name: string;
  readonly address: Address;
  /** Employer identification number; the leading digits are given to nobody. */
  readonly ein: string;
}

/** The employers of a login, `count` of them where the link item is a platform of many. */
export function employersAt(
  item: SourceItem,
  { seed, login, count }: { readonly seed: string; readonly login: string; readonly count: number },
): Employer[] {
  const found = new Map<string, string>();
  // Each draw gives one or two companies of twelve; people with many jobs draw until they have enough.
  for (let draw = 1; found.size < count && draw < 100; draw++) {
    const person = draw === 1 ? login : `${login}/${draw}`;
    for (const { id, name } of employersOf(item, person, seed)) found.set(id, name);
    if (item.employers !== 'scan') break;
  }
  return [...found].map(([slug, called]) => employerOf(slug, called));
}

/** Who employs, as a link item bears it. */
type Named = Pick<SourceItem, 'id' | 'name'>;

/**
 * Who employs the person: the link item itself, or for a payroll platform one company, and for one
 * person in four a second one. A function of seed, link item and person.
 */
function employersOf({ id, name, employers }: SourceItem, person: string, seed: string): Named[] {
  if (employers === 'none') return [];
  if (employers === 'item') return [{ id, name }];
  const draw = (purpose: string) => chance(purpose, seed, id, person);
  const first = Math.floor(draw('employer') * companies.length);
  if (draw('second employer') >= 0.25) return companies.slice(first, first + 1);
  // A step of at least one place, so that the second company is never the first again.
  const step = 1 + Math.floor(draw('which second employer') * (companies.length - 1));
  const second = (first + step) % companies.length;
  return [...companies.slice(first, first + 1), ...companies.slice(second, second + 1)];
}

/** An employer is the same for everybody, under every seed. */
export function employerOf(slug: string, name: string): Employer {
  const draws = stream(rootOf('employer', slug), 'employer');
  const city = draws.pick(cities);
  const address = addressOf(pointOf(city, draws), city);
  return { slug, name, address, ein: `07-${digits(7, draws)}` };
}
