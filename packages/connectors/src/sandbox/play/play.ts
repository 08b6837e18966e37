import {
  afterSpan,
  ConnectionError,
  type ConnectorIo,
  DAY,
  type LaterStepScript,
  millisecondsOf,
  later as momentLater,
  Scenario,
  Timestamp,
} from '@intarsia/domain';
import { z } from 'zod';
import type { WorldChange } from '../data/changes.ts';

/** What a session keeps of the scenario it came from: all that scans need, so that nobody looks it up again. */
export const Play = z.object({
  ...Scenario.pick({ scan: true, later: true, pay_distribution: true }).shape,
  /** When the login first connected: what happens later is counted from here. */
  first_at: Timestamp,
  /** When this session began: what happened before it is over. */
  login_at: Timestamp,
  /** The script of the first scan has been played. */
  scanned: z.boolean(),
  /** How many deposit switches have come to an end. */
  switched: z.int().min(0).default(0),
});
export type Play = z.infer<typeof Play>;

/** The play of a login that has just connected, after the one before it if there was one. */
export function playOf(scenario: Scenario, before: Play | undefined, now: Timestamp): Play {
  const { scan, later, pay_distribution } = scenario;
  return {
    scan,
    later,
    ...(pay_distribution && { pay_distribution }),
    first_at: before?.first_at ?? now,
    login_at: now,
    scanned: before !== undefined,
    switched: before?.switched ?? 0,
  };
}

/** A later step with its time. */
interface Happening {
  readonly at: Timestamp;
  readonly step: LaterStepScript;
}

/** Everything that happens later, in the order of time; what happens at once stays in the order of the script. */
export function happeningsOf({ later, first_at }: Play): Happening[] {
  return later
    .map((step) => ({ at: afterSpan(first_at, step.after), step }))
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** Throws what has taken the session: a loss since it began, or an outage that still lasts. */
export function assertConnected(play: Play, { clock }: ConnectorIo): void {
  const now = clock.now();
  for (const { at, step } of happeningsOf(play)) {
    if (at > now) return;
    if (step.disconnect && at > play.login_at) throw new ConnectionError(step.disconnect);
    const back_at = endOf({ at, step });
    if (step.outage && now < back_at) throw new ConnectionError(step.outage.code, { back_at });
  }
}

function endOf({ at, step }: Happening): Timestamp {
  return step.outage ? momentLater(at, millisecondsOf(step.outage.lasts)) : at;
}

/** What happens to the data of the account, in the order of time. */
export function changesIn(play: Play): WorldChange[] {
  return happeningsOf(play)
    .filter(({ step }) => !step.disconnect && !step.outage)
    .map(({ at, step: { after: _, ...change } }) => ({ ...change, at, seen_at: seenAt(play, at) }));
}

/** A day before, as scans are at most a day apart; the first one has seen all that was there at the login. */
function seenAt({ first_at }: Play, at: Timestamp): Timestamp {
  const before = momentLater(at, -DAY);
  return before > first_at ? before : first_at;
}

/** When the next thing happens after a moment; undefined when nothing does any more. */
export function nextAfter(play: Play, moment: Timestamp): Timestamp | undefined {
  return happeningsOf(play).find(({ at }) => at > moment)?.at;
}
