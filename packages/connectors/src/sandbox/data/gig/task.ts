import type { ActivityType } from '@intarsia/domain';
import type { Day } from '../calendar.ts';
import type { Point } from '../places/points.ts';

/** What a task earned, in cents: the person gets pay, tips and bonus. */
export interface Earned {
  readonly pay: number;
  readonly tips: number;
  readonly bonus: number;
  /** What the platform keeps of what the customer is charged. */
  readonly fees: number;
  readonly taxes: number;
}

/** A moment without work within a task, in Unix seconds. */
export interface Break {
  readonly from: number;
  readonly to: number;
}

/** One piece of work in plain numbers: times in Unix seconds, distance in hundredths of a mile. */
export interface Task {
  readonly type: ActivityType;
  /** What the platform calls this kind of work. */
  readonly service: string;
  /** How many orders or parcels; null when the platform does not tell. */
  readonly count: number | null;
  readonly start: number;
  readonly end: number;
  readonly request: number;
  readonly accept: number;
  readonly pickup: number | null;
  readonly dropoff: number | null;
  readonly cancel: number | null;
  /** The work is a shift from start to end. */
  readonly shift: boolean;
  readonly breaks: readonly Break[];
  readonly from: Point;
  /** Null when the way was never gone. */
  readonly to: Point | null;
  readonly distance: number | null;
  readonly pool: boolean;
  readonly rush: boolean;
  readonly surge: boolean;
  readonly earned: Earned;
}

/** A task with its place in the series. */
export interface Work {
  /** What the platform calls it; never changes. */
  readonly source_id: string;
  /** The local day on which the work began; nights belong to the day before. */
  readonly day: Day;
  readonly task: Task;
}

/** What the person got for a task, in cents. */
export function totalOf({ earned }: Task): number {
  return earned.pay + earned.tips + earned.bonus;
}
