/** What the server says of a sandbox's clock. */
export interface ClockReading {
  readonly now: string;
  readonly mode: 'running' | 'frozen';
}

/** The time in an environment, against the wall. */
export interface EnvironmentClock {
  /** Where it stands, when it stands still. */
  readonly frozen_at: string | undefined;
  /** How far it is ahead of the wall, in milliseconds; 0 for a clock that is the wall's own. */
  readonly ahead: number;
}

/** Less than this is the way the answer took, in milliseconds. */
const TRAVEL = 2000;
const SECOND = 1000;

/** The clock of an environment that has none of its own, as every live one. */
export const wallClock: EnvironmentClock = { frozen_at: undefined, ahead: 0 };

/** Makes out of a reading, taken at a moment of the wall, what the clock shows at any moment. */
export function clockFrom(reading: ClockReading, takenAt: number): EnvironmentClock {
  if (reading.mode === 'frozen') return { frozen_at: reading.now, ahead: 0 };
  const ahead = Date.parse(reading.now) - takenAt;
  // In whole seconds, so that two readings of one clock are the same.
  const rounded = Math.round(ahead / SECOND) * SECOND;
  return { frozen_at: undefined, ahead: Math.abs(rounded) <= TRAVEL ? 0 : rounded };
}

/** What the clock shows at a moment of the wall, both in milliseconds since 1970. */
export function timeOn({ frozen_at, ahead }: EnvironmentClock, wall: number): number {
  return frozen_at === undefined ? wall + ahead : Date.parse(frozen_at);
}
