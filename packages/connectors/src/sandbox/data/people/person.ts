import type { Address } from '@intarsia/domain';
import { dateText, dayFrom, monthEnd } from '../calendar.ts';
import { cities } from '../places/cities.ts';
import type { City } from '../places/city.ts';
import { addressOf, type Point, pointOf } from '../places/points.ts';
import { rootOf, type Stream, stream } from '../streams.ts';
import { type KnownPerson, knownPeople } from './known.ts';
import { firstNames, lastNames } from './names.ts';

/** Somebody with a login. The same login is the same person at every link item. */
export interface Person {
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone_number: string;
  /** With its year; sources that hide it leave it out. */
  readonly birth_date: string;
  readonly hides_birth_year: boolean;
  readonly gender: string | null;
  readonly marital_status: string | null;
  readonly ssn: string;
  readonly licence: string;
  readonly city: City;
  readonly home: Point;
  readonly address: Address;
}

/** The person behind a login. Known people are the same under every seed in what is documented of them. */
export function personOf(seed: string, login: string): Person {
  const chance = stream(rootOf('person', seed, login), 'person');
  const known: KnownPerson | undefined = knownPeople[login];
  const gender = chance.pick(['female', 'male']);
  const first_name = known?.first_name ?? chance.pick(firstNames[gender]);
  const last_name = known?.last_name ?? chance.pick(lastNames);
  const city = cities.find(({ name }) => name === known?.city) ?? chance.pick(cities);
  const home = pointOf(city, chance);
  return {
    first_name,
    last_name,
    email: known?.email ?? emailOf(first_name, last_name, chance),
    phone_number: known?.phone_number ?? phoneIn(city, chance),
    birth_date: known?.birth_date ?? birthDate(chance),
    hides_birth_year: known === undefined && chance.chance(0.04),
    gender: known ? known.gender : chance.chance(0.85) ? gender : null,
    marital_status: chance.chance(0.8) ? chance.pick(['single', 'married', 'divorced']) : null,
    ssn: ssnOf(chance),
    licence: known?.licence ?? `${chance.pick(['A', 'B', 'F', 'K', 'M'])}${digits(7, chance)}`,
    city,
    home,
    address: homeAddress(home, city, chance),
  };
}

function homeAddress(home: Point, city: City, chance: Stream): Address {
  const address = addressOf(home, city);
  return chance.chance(0.4) ? { ...address, line2: `Apt ${chance.int(1, 48)}` } : address;
}

/** At a domain that RFC 2606 keeps for examples. */
function emailOf(first: string, last: string, chance: Stream): string {
  return `${first}.${last}${chance.int(1, 99)}@example.com`.toLowerCase();
}

/** One of the numbers 555-0100 to 555-0199, which are kept for fiction. */
function phoneIn(city: City, chance: Stream): string {
  return `+1${city.area_code}55501${digits(2, chance)}`;
}

/** Of working age for as long as the sandbox has data. */
function birthDate(chance: Stream): string {
  const [year, month] = [chance.near(1958, 1995), chance.int(1, 12)];
  const days = monthEnd(year, month) - dayFrom(year, month, 1);
  return dateText(dayFrom(year, month, 1) + chance.int(0, days));
}

/** Shaped like a social security number, but of an area and a group that are given to nobody. */
function ssnOf(chance: Stream): string {
  return `9${digits(2, chance)}-${chance.int(10, 49)}-${digits(4, chance)}`;
}

/** That many digits, each as likely as any other. */
export function digits(count: number, chance: Stream): string {
  let text = '';
  for (let place = 0; place < count; place++) text += chance.int(0, 9);
  return text;
}
