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

/** When a person could do nothing else, by day; what is written into a page stays there. */
type Diary = (day: Day) => Span[];

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
  const diary = diaryOf(beat, workOn);
  let last = { at: Number.NEGATIVE_INFINITY, first: Number.POSITIVE_INFINITY };
  return forced.map((at, index) => {
    const ordinal = index + 1;
    const count = stream(beat.root, 'forced', ordinal).int(1, 5);
    const works: Work[] = [];
    // Less than an hour after the last scan nothing fits in between: go on where it stopped.
    let before = at - last.at < HOUR ? Math.min(at, last.first) : untilStop(beat, at);
    for (let n = 1; n <= count; n++) {
      const work = placeTask(beat, { before, ordinal, n }, diary);
      if (!work) break;
      diary(work.day).push({ from: work.task.start, to: work.task.end });
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
  diary: Diary,
): Work | undefined {
  const task = paidTask(beat, before, ordinal * 8 + n);
  const end = lastGap(beat, { before, length: task.end - task.start }, diary);
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
  diary: Diary,
): number | undefined {
  let end = before - 1;
  const oldest = before - LONGEST_SEARCH * DAY_SECONDS;
  while (end - length > oldest) {
    const day = workdayOf(city.zone, end - length);
    if (day < driver.hired) return undefined;
    const isInTheWay = ({ from, to }: Span) => from < end + MARGIN && to > end - length - MARGIN;
    const hit = diary(day).find(isInTheWay) ?? diary(day + 1).find(isInTheWay);
    if (!hit) return end;
    end = hit.from - MARGIN;
  }
  return undefined;
}

/** Opens the pages of a diary: the work of each day, and the night from three to half past five. */
function diaryOf({ city }: Beat, workOn: (day: Day) => readonly Work[]): Diary {
  const pages = new Map<Day, Span[]>();
  return (day) => {
    const known = pages.get(day);
    if (known) return known;
    const night = (hour: number) => localSecond(city.zone, day, hour * HOUR);
    const page = workOn(day).map(({ task }): Span => ({ from: task.start, to: task.end }));
    page.push({ from: night(3), to: night(5.5) });
    pages.set(day, page);
    return page;
  };
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
