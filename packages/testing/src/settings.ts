import { timestampOf } from '@intarsia/domain';
import { momentOf } from './clock.ts';
import type { TestIntarsiaOptions } from './face.ts';

/** Every option, decided. */
export interface TestSettings {
  readonly seed: string;
  /** A timestamp of the house. */
  readonly now: string;
  readonly clock: 'frozen' | 'running';
  readonly speed: 'instant' | 'fast' | 'real';
}

/** What holds where nothing else is said. */
export const usual: TestSettings = {
  seed: 'intarsia',
  now: '2026-01-15T09:00:00.000000Z',
  clock: 'frozen',
  speed: 'instant',
};

const choices = { clock: ['frozen', 'running'], speed: ['instant', 'fast', 'real'] } as const;
/** Years that leave room for what is reckoned from them. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** The settings that options ask for. Throws a `TypeError` that names what is wrong and what would be right. */
export function settingsOf(options: TestIntarsiaOptions): TestSettings {
  for (const name of Object.keys(options)) {
    if (!(name in usual)) {
      const names = Object.keys(usual).join(', ');
      throw new TypeError(`createTestIntarsia: there is no option "${name}"; there are ${names}.`);
    }
  }
  const { seed = usual.seed, now = usual.now, clock = usual.clock, speed = usual.speed } = options;
  if (typeof seed !== 'string' || seed === '' || seed.length > 200) {
    throw new TypeError('createTestIntarsia: seed must be a text of 1 to 200 characters.');
  }
  oneOf('clock', clock);
  oneOf('speed', speed);
  return { seed, now: timestampIn(now), clock, speed };
}

function oneOf(name: 'clock' | 'speed', value: string): void {
  const known: readonly string[] = choices[name];
  if (known.includes(value)) return;
  throw new TypeError(
    `createTestIntarsia: ${name} must be one of ${known.join(', ')}, not "${value}".`,
  );
}

function timestampIn(now: string | Date): string {
  const milliseconds = new Date(now).getTime();
  const year = new Date(milliseconds).getUTCFullYear();
  if (year >= FIRST_YEAR && year <= LAST_YEAR) {
    // The house's own timestamps keep their microseconds.
    const text = momentOf(now);
    return /\.\d{6}Z$/.test(text) ? text : timestampOf(milliseconds * 1000);
  }
  throw new TypeError(
    `createTestIntarsia: now must be a Date or ISO 8601 such as ${usual.now}, from ${FIRST_YEAR} to ${LAST_YEAR}.`,
  );
}
