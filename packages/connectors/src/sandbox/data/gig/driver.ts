import { type Day, dayFrom } from '../calendar.ts';
import type { Person } from '../people/person.ts';
import { type Point, pointOf } from '../places/points.ts';
import type { SourceItem } from '../source-item.ts';
import { type Root, stream } from '../streams.ts';
import { type GigStyle, gigStyleOf, gigTrades } from './styles.ts';

/** How somebody works for a platform, over all time. */
export interface Driver {
  readonly style: GigStyle;
  readonly hired: Day;
  /** The last day of work, for those who have stopped for good. */
  readonly stopped: Day | null;
  readonly days_a_week: number;
  /** Tasks of a day, from and to. */
  readonly tasks: readonly [number, number];
  /** No holidays, no slack seasons: counts can be relied on. */
  readonly steady: boolean;
  /** Seconds after local midnight at which days tend to begin. */
  readonly begins: number;
  /** Where days begin; for parcels the depot. */
  readonly base: Point;
}

type Habits = Pick<Driver, 'hired' | 'stopped' | 'days_a_week' | 'tasks' | 'steady'>;

const HOUR = 3600;

/** The gig work of a login, or undefined for somebody who never did any. */
export function driverOf(
  root: Root,
  login: string,
  { item, person }: { readonly item: SourceItem; readonly person: Person },
): Driver | undefined {
  if (login === 'test_empty') return undefined;
  const style = gigStyleOf(item.type);
  const chance = stream(root, 'driver');
  const habits = knownHabits(login, style) ?? drawnHabits(root, style);
  return {
    style,
    ...habits,
    begins: chance.pick([8, 9, 10, 11, 14, 16]) * HOUR - (habits.steady ? 2 * HOUR : 0),
    base: pointOf(person.city, chance),
  };
}

/** The habits of logins that tests rely on. Persona 1 has the recorded figures: 2,086 activities in 30 months. */
function knownHabits(login: string, style: GigStyle): Habits | undefined {
  const isTrips = style === 'rideshare' || style === 'delivery';
  const working = { stopped: null, steady: true };
  if (login === 'test_1') {
    const tasks = isTrips ? ([3, 5] as const) : gigTrades[style].tasks;
    return { ...working, hired: dayFrom(2019, 3, 18), days_a_week: 4, tasks };
  }
  if (login === 'test_busy') {
    const tasks = isTrips ? ([4, 7] as const) : ([3, 3] as const);
    return { ...working, hired: dayFrom(2018, 9, 10), days_a_week: 6, tasks };
  }
  if (login === 'test_contractor') {
    const days = { hired: dayFrom(2017, 5, 8), stopped: dayFrom(2019, 6, 28) };
    return { ...days, steady: true, days_a_week: 3, tasks: [1, 3] };
  }
  return undefined;
}

function drawnHabits(root: Root, style: GigStyle): Habits {
  const chance = stream(root, 'habits');
  const [few, many] = gigTrades[style].tasks;
  const least = chance.int(few, Math.max(few, many - 3));
  const hired = dayFrom(2015, 1, 5) + chance.int(0, 5 * 365);
  return {
    hired,
    stopped: chance.chance(0.05) ? hired + chance.int(300, 900) : null,
    days_a_week: chance.near(1, 6),
    tasks: [least, chance.int(least, many)],
    steady: false,
  };
}
