import type { Intarsia } from '@intarsia/client';
import type { DurationParts, TestClock } from './face.ts';

/** The clock of a sandbox through the operations that everybody has. */
export function clockOf({ clock }: Pick<Intarsia, 'clock'>): TestClock {
  return {
    now: async () => (await clock.get.query({})).now,
    state: () => clock.get.query({}),
    freeze: (at) => clock.freeze.mutate(at === undefined ? {} : { at: momentOf(at) }),
    resume: () => clock.resume.mutate({}),
    advance: async (by) => clock.advance.mutate(advanceOf(by)),
    run: () => clock.run.mutate({}),
    step: () => clock.step.mutate({}),
    reset: ({ at, seed } = {}) =>
      clock.reset.mutate({ seed, ...(at !== undefined && { at: momentOf(at) }) }),
  };
}

/** The text of a moment. A `Date` that is none is refused by its own method. */
export function momentOf(moment: string | Date): string {
  return typeof moment === 'string' ? moment : moment.toISOString();
}

function advanceOf(by: Parameters<TestClock['advance']>[0]): { by: string } | { to: string } {
  if (typeof by === 'string') return { by };
  if ('to' in by) return { to: momentOf(by.to) };
  return { by: durationOf(by) };
}

const calendar = { years: 'Y', months: 'M', weeks: 'W', days: 'D' } as const;
const day = { hours: 'H', minutes: 'M', seconds: 'S' } as const;

/** ISO 8601 of a length of time. Throws a `TypeError` for a unit or a number that is none. */
function durationOf(parts: DurationParts): string {
  const given = new Map(Object.entries(parts).filter(([, amount]) => amount !== undefined));
  for (const [unit, amount] of given) {
    if (!(unit in calendar || unit in day)) {
      const units = [...Object.keys(calendar), ...Object.keys(day)].join(', ');
      throw new TypeError(`advance: "${unit}" is not a unit of time; there are ${units}.`);
    }
    if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) {
      throw new TypeError(`advance: ${unit} must be a number of at least 0, not ${amount}.`);
    }
  }
  if (given.size === 0) throw new TypeError('advance: say how far, such as { days: 10 }.');
  const textOf = (units: Readonly<Record<string, string>>) =>
    Object.entries(units)
      .map(([unit, letter]) => (given.has(unit) ? `${given.get(unit)}${letter}` : ''))
      .join('');
  const rest = textOf(day);
  return `P${textOf(calendar)}${rest === '' ? '' : `T${rest}`}`;
}
