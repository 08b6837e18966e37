import type { ScannedRecord, VehicleType } from '@intarsia/domain';
import { DAY_SECONDS, type Day, dayIn, yearOf } from '../calendar.ts';
import type { WorldChange } from '../changes.ts';
import { digits } from '../people/person.ts';
import { type Stream, stream } from '../streams.ts';
import type { Ledger } from './ledger.ts';
import { gigTrades } from './styles.ts';

/** A vehicle and the days on which the person used it. */
export interface Ride {
  readonly index: number;
  readonly from: Day;
  /** The day of the next one. */
  readonly until: Day;
  readonly type: VehicleType;
  readonly make: string;
  readonly model: string;
  readonly year: number;
  /** Null for what has none. */
  readonly vin: string | null;
  readonly plate: string;
  /** Plates that it had before, each until a day. */
  readonly plates?: readonly { readonly until: Day; readonly plate: string }[];
}

const cars = [
  { make: 'Toyota', model: 'Camry', vin: '4T1BF' },
  { make: 'Toyota', model: 'Prius', vin: 'JTDKA' },
  { make: 'Honda', model: 'Civic', vin: '2HGFC' },
  { make: 'Honda', model: 'CR-V', vin: '7FARW' },
  { make: 'Hyundai', model: 'Elantra', vin: '5NPD8' },
  { make: 'Nissan', model: 'Altima', vin: '1N4BL' },
  { make: 'Ford', model: 'Fusion', vin: '3FA6P' },
  { make: 'Chevrolet', model: 'Bolt EV', vin: '1G1FY' },
] as const;

const others = {
  ebike: { make: 'Aventon', model: 'Level' },
  bicycle: { make: 'Trek', model: 'FX 2' },
  scooter: { make: 'Genuine', model: 'Buddy 50' },
} as const;

/** The vehicles that the person used within the history, the newest first. Each is kept for some years. */
export function ridesOf({ beat, frame, since }: Ledger): Ride[] {
  const { root, driver } = beat;
  const today = Math.floor(frame.now / DAY_SECONDS);
  const rides: Ride[] = [];
  let from = driver.hired;
  for (let index = 1; from <= today; index++) {
    const chance = stream(root, 'vehicle', index);
    const until = from + chance.int(4 * 365, 8 * 365);
    if (until > since) rides.unshift(rideOf(chance, { index, from, until, style: driver.style }));
    from = until;
  }
  return frame.changes.reduce(changedRides, rides);
}

/** What a scenario does to the newest vehicle of its time. */
function changedRides(rides: Ride[], { at, new_plate, drop_vehicle }: WorldChange): Ride[] {
  const until = dayIn(at);
  const newest = rides.find(({ from }) => from <= until);
  if (!newest) return rides;
  if (drop_vehicle) return rides.filter((ride) => ride !== newest);
  if (new_plate === undefined) return rides;
  const { plate, plates = [] } = newest;
  const changed = { ...newest, plate: new_plate, plates: [...plates, { until, plate }] };
  return rides.map((ride) => (ride === newest ? changed : ride));
}

/** The plate that a vehicle bore at the end of a day. */
export function plateOn({ plate, plates = [] }: Ride, day: Day): string {
  return plates.find(({ until }) => day < until)?.plate ?? plate;
}

function rideOf(
  chance: Stream,
  {
    index,
    from,
    until,
    style,
  }: Pick<Ride, 'index' | 'from' | 'until'> & Pick<Ledger['beat']['driver'], 'style'>,
): Ride {
  const type = chance.pick(gigTrades[style].rides);
  const days = { index, from, until, type };
  const year = yearOf(from) - chance.int(0, 6);
  if (type !== 'car') {
    const plate =
      type === 'scooter'
        ? `${chance.int(100, 999)}-M${digits(2, chance)}`
        : `SN${digits(8, chance)}`;
    return { ...days, ...others[type], year, vin: null, plate };
  }
  const { make, model, vin } = chance.pick(cars);
  const plate = `${letters(3, chance)}${digits(4, chance)}`;
  return { ...days, make, model, year, vin: vinOf(vin, year, chance), plate };
}

/** A vehicle identification number with its year and its check digit (49 CFR 565). */
function vinOf(start: string, year: number, chance: Stream): string {
  const code = YEARS[(year - 2010 + 30) % 30] ?? 'A';
  const body = `${start}${digits(3, chance)}0${code}${letters(1, chance)}${digits(6, chance)}`;
  let sum = 0;
  for (let place = 0; place < 17; place++) {
    sum += valueOfCode(body.charAt(place)) * (WEIGHTS[place] ?? 0);
  }
  const check = sum % 11;
  return `${body.slice(0, 8)}${check === 10 ? 'X' : check}${body.slice(9)}`;
}

const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VALUES: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};

function valueOfCode(code: string): number {
  return VALUES[code] ?? Number(code);
}

/** Letters that can not be taken for digits. */
function letters(count: number, chance: Stream): string {
  const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ';
  let text = '';
  for (let place = 0; place < count; place++) text += alphabet.charAt(chance.int(0, 22));
  return text;
}

/** A vehicle as the JSON that the platform would show. */
export function vehicleOf(ride: Ride, employer: string): ScannedRecord<'vehicles'> {
  const { index, vin, make, model, plate, year, type } = ride;
  return {
    kind: 'vehicles',
    source_id: `vehicle/${index}`,
    employer,
    data: {
      metadata: {},
      vin,
      make,
      model,
      identification: plate,
      year,
      type,
      type_description: type,
    },
  };
}
