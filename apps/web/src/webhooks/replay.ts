import type { EventType } from '@intarsia/domain';
import { eventGroups, ownGroup } from './events.ts';

/** What to send again, as it stands in the fields: a type, and times on the reader's clock. */
export interface ReplayDraft {
  readonly type: string;
  /** `2026-01-31T09:30`. */
  readonly from: string;
  readonly to: string;
}

/** What to send again, as the API is asked. */
interface ReplayFilter {
  readonly type?: EventType;
  readonly from?: string;
  readonly to?: string;
}

/** What the fields ask for; undefined when they narrow nothing. */
export function replayFrom({ type, from, to }: ReplayDraft): ReplayFilter | undefined {
  const known = [...eventGroups, ownGroup].flatMap(({ events }) => events);
  const named = known.find((name) => name === type);
  const [begin, end] = [momentFrom(from), momentFrom(to)];
  if (!named && !begin && !end) return undefined;
  return {
    ...(named && { type: named }),
    ...(begin && { from: begin }),
    ...(end && { to: end }),
  };
}

function momentFrom(local: string): string | undefined {
  const time = Date.parse(local);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
