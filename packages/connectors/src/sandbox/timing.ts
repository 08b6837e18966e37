import { type ConnectorIo, MINUTE, SECOND } from '@intarsia/domain';
import { chance } from './chance.ts';

/** How long a person has to enter a verification code. People are not faster in a fast sandbox. */
export const MFA_TIMEOUT = 5 * MINUTE;

/**
 * How long `passslow` takes, at every speed: whoever uses it wants to look at a slow login, and with
 * `instant` there would be nothing to see.
 */
export const SLOW_LOGIN = 30 * SECOND;

/** Recorded times of a hosted sandbox, counted from the moment an account is connected. */
export const FIRST_FACTS = 9 * SECOND;
export const ALL_FACTS = 10 * SECOND;
export const FIRST_EVENTS = 16 * SECOND;

/** How long a source takes to read where the pay goes, and to change it. */
export const PAY_READ = 6 * SECOND;
export const PAY_UPDATED = 14 * SECOND;

/** What each payout and activity takes: 2,000 of them were there 100 s after the connection. */
export const EACH_EVENT = 42;

const factors = { instant: 0, fast: 0.1, real: 1 } as const;

/** A recorded time at the speed of an environment. */
export function scaled(milliseconds: number, speed: ConnectorIo['speed']): number {
  return Math.round(milliseconds * factors[speed]);
}

/** How long a login takes in total, verification code aside: 2 to 7 s, always the same for the same one. */
export function loginTime(login: string, linkItem: string): number {
  const steps = 5 * SECOND + 1;
  return 2 * SECOND + Math.floor(chance('login time', login, linkItem) * steps);
}
