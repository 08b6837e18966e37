import {
  ConnectionError,
  type ConnectorIo,
  later,
  millisecondsOf,
  type ScanBatch,
  type ScanStepScript,
  scanPlaces,
} from '@intarsia/domain';
import type { ScanPlace } from '../passes.ts';
import type { Play } from './play.ts';

/** The steps of the script that the first scan plays; none for any other. */
function scriptOf(play: Play | undefined, { earlier }: ScanPlace): Play['scan'] {
  return play && !play.scanned && earlier === null ? play.scan : [];
}

/**
 * What the script does where a scan stands: nothing, or a batch that waits, after which the scan goes on.
 * Throws the error in which the script ends the scan.
 */
export function scriptedBatch(
  play: Play | undefined,
  place: ScanPlace,
  { clock }: ConnectorIo,
): ScanBatch | undefined {
  const script = scriptOf(play, place);
  for (let played = place.played; ; played++) {
    const step = script[played];
    if (!step) return undefined;
    const due = dueOf(step, place);
    if (due === 'ahead') return undefined;
    if (due === 'missed') continue;
    if (step.fail) throw new ConnectionError(step.fail, { back_at: backAt(step, clock.now()) });
    const cursor = { ...place, played: played + 1 };
    return { stage: stageAt(place), wait_ms: millisecondsOf(step.wait ?? '0s'), cursor };
  }
}

function backAt({ recovers_after }: ScanStepScript, now: string): string | undefined {
  return recovers_after === undefined ? undefined : later(now, millisecondsOf(recovers_after));
}

/** How many payouts and activities may still come before the script does something. */
export function recordsUntilStep(play: Play | undefined, place: ScanPlace): number {
  const step = scriptOf(play, place)[place.played];
  return step?.after_records === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(1, step.after_records - place.told);
}

const ranks = { wait: -1, person: 0, things: 1, events: 2, end: 3, again: 4 } as const;

/** Whether a step's place is here. Records that never came leave their steps out. */
function dueOf(step: ScanStepScript, { next, told }: ScanPlace): 'now' | 'ahead' | 'missed' {
  if (step.before !== undefined) {
    return ranks[next] >= scanPlaces.indexOf(step.before) ? 'now' : 'ahead';
  }
  if (told >= (step.after_records ?? 0)) return 'now';
  return ranks[next] > ranks.events ? 'missed' : 'ahead';
}

function stageAt({ next, told }: ScanPlace): ScanBatch['stage'] {
  return ranks[next] < ranks.events || (next === 'events' && told === 0) ? 'facts' : 'events';
}
