import type { Address } from '@intarsia/domain';
import { employersOf } from '../mapping.ts';
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
  const { id: link_item, name, employers } = item;
  const found = new Map<string, string>();
  // Each draw gives one or two companies of twelve; people with many jobs draw until they have enough.
  for (let draw = 1; found.size < count && draw < 100; draw++) {
    const persona = draw === 1 ? login : `${login}/${draw}`;
    for (const one of employersOf({ link_item, name, employers, persona }, seed)) {
      found.set(one.id, one.name);
    }
    if (employers !== 'scan') break;
  }
  return [...found].map(([slug, called]) => employerOf(slug, called));
}

/** An employer is the same for everybody, under every seed. */
export function employerOf(slug: string, name: string): Employer {
  const chance = stream(rootOf('employer', slug), 'employer');
  const city = chance.pick(cities);
  const address = addressOf(pointOf(city, chance), city);
  return { slug, name, address, ein: `07-${digits(7, chance)}` };
}
