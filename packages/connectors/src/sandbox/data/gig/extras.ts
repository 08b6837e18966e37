import { DAY_SECONDS, type Day } from '../calendar.ts';
import { pointOf } from '../places/points.ts';
import { stream } from '../streams.ts';
import { localSecond, workdayOf } from '../zones.ts';
import { type Beat, nextTask } from './days.ts';
import type { Task, Work } from './task.ts';

/** What one forced scan brought: tasks from the oldest to the newest, paid out together. */
export interface Extra {
  /** The first forced scan is 1. */
  readonly ordinal: number;
  /** Unix second of the scan. */
  readonly at: number;
  readonly works: readonly Work[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const HOUR = 3600;
/** Time to get from one task to another one that knows nothing of it. */
const MARGIN = 25 * 60;
/** How far back room is looked for, in days. */
const LONGEST_SEARCH = 400;

/**
 * The tasks that forced scans add, 1 to 5 each: the newest that fit between what else was done, before the
 * scan and after one another. `workOn` tells what else was done on a day. See docs/decisions, forced scans.
 */
export function extrasOf(
  beat: Beat,
  forced: readonly number[],
  workOn: (day: Day) => readonly Work[],
): Extra[] {
  const placed: Span[] = [];
  let last = { at: Number.NEGATIVE_INFINITY, first: Number.POSITIVE_INFINITY };
  return forced.map((at, index) => {
    const ordinal = index + 1;
    const count = stream(beat.root, 'forced', ordinal).int(1, 5);
    const works: Work[] = [];
    // Less than an hour after the last scan nothing fits in between: go on where it stopped.
    let before = at - last.at < HOUR ? Math.min(at, last.first) : untilStop(beat, at);
    for (let n = 1; n <= count; n++) {
      const busy = (day: Day) => busyOn(beat, day, [...spansOf(workOn(day)), ...placed]);
      const work = placeTask(beat, { before, ordinal, n }, busy);
      if (!work) break;
      placed.push({ from: work.task.start, to: work.task.end });
      before = work.task.start;
      works.unshift(work);
    }
    last = { at, first: before };
    return { ordinal, at, works };
  });
}

/** Who has stopped for good gets tasks of the last days. */
function untilStop({ driver, city }: Beat, at: number): number {
  if (driver.stopped === null) return at;
  return Math.min(at, localSecond(city.zone, driver.stopped + 1, 3 * HOUR));
}

/** The task, moved to the last gap that it fits into; undefined when there is none in reach. */
function placeTask(
  beat: Beat,
  { before, ordinal, n }: { readonly before: number; readonly ordinal: number; readonly n: number },
  busy: (day: Day) => readonly Span[],
): Work | undefined {
  const task = paidTask(beat, before, ordinal * 8 + n);
  const end = lastGap(beat, { before, length: task.end - task.start }, busy);
  if (end === undefined) return undefined;
  const start = end - (task.end - task.start);
  const day = workdayOf(beat.city.zone, start);
  return { source_id: `extra/${ordinal}/${n}`, day, task: moved(task, start - task.start) };
}

/** A task that came to something: a forced scan is made to see new money. */
function paidTask(beat: Beat, start: number, index: number): Task {
  const { zone } = beat.city;
  const clock = start - localSecond(zone, workdayOf(zone, start), 0);
  for (let draw = 0; ; draw++) {
    const chance = stream(beat.root, 'extra', index * 64 + draw);
    const place = pointOf(beat.city, chance);
    const task = nextTask(beat, chance, { start, clock, place });
    if (task.cancel === null || draw === 63) return task;
  }
}

/** Where the last gap of that length, with room on both sides, ends. */
function lastGap(
  { city, driver }: Beat,
  { before, length }: { readonly before: number; readonly length: number },
  busy: (day: Day) => readonly Span[],
): number | undefined {
  let end = before - 1;
  const oldest = before - LONGEST_SEARCH * DAY_SECONDS;
  while (end - length > oldest) {
    const day = workdayOf(city.zone, end - length);
    if (day < driver.hired) return undefined;
    const hit = [...busy(day), ...busy(day + 1)].find(
      ({ from, to }) => from < end + MARGIN && to > end - length - MARGIN,
    );
    if (!hit) return end;
    end = hit.from - MARGIN;
  }
  return undefined;
}

/** When the person could not have done anything else: other tasks, and the night from three to half past five. */
function busyOn({ city }: Beat, day: Day, others: readonly Span[]): Span[] {
  const night = (hour: number) => localSecond(city.zone, day, hour * HOUR);
  return [{ from: night(3), to: night(5.5) }, ...others];
}

function spansOf(works: readonly Work[]): Span[] {
  return works.map(({ task }) => ({ from: task.start, to: task.end }));
}

/** The same task at another time. */
function moved(task: Task, by: number): Task {
  const later = (time: number | null) => (time === null ? null : time + by);
  return {
    ...task,
    start: task.start + by,
    end: task.end + by,
    request: task.request + by,
    accept: task.accept + by,
    pickup: later(task.pickup),
    dropoff: later(task.dropoff),
    cancel: later(task.cancel),
    breaks: task.breaks.map(({ from, to }) => ({ from: from + by, to: to + by })),
  };
}
