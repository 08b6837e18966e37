import {
  DAY,
  type EventKind,
  eventKinds,
  type Listing,
  later,
  type ScannedRecord,
  Timestamp,
  WholeSecond,
  wholeSecond,
} from '@intarsia/domain';
import { z } from 'zod';
import type { World } from './data/world.ts';

/** What of a series is still to be told: all, nothing, or what is not newer than a second. */
const Rest = z.union([z.literal('all'), z.literal('nothing'), WholeSecond]);
type Rest = z.infer<typeof Rest>;

/** Where a scan stands: all that it needs to go on, in another process or after a year. */
export const ScanPlace = z.object({
  /** The moment whose world the scan shows. */
  at: Timestamp,
  /** The first day of the history, kept from the first scan on; null before that. */
  since: z.string().nullable(),
  /** Scans asked for by hand that it knows of. */
  forced: z.int().min(0),
  next: z.enum(['wait', 'person', 'things', 'events', 'end', 'again']),
  /** Of a later scan the moment after which everything is new; null in the first. */
  earlier: Timestamp.nullable(),
  rest: z.object({ payouts: Rest, activities: Rest }),
  /** The first day on which the source may have something new, unless somebody does something; null at any time. */
  quiet_until: z.string().nullable().default(null),
  /** Digests of the facts that were last told: a later scan tells of those that have changed. */
  facts: z.object({ person: z.string(), things: z.string() }),
  /** Of a scenario: how many steps of its script are played, and how many payouts and activities were told. */
  played: z.int().min(0).default(0),
  told: z.int().min(0).default(0),
});
export type ScanPlace = z.infer<typeof ScanPlace>;

/** Payouts or activities that one pass tells of, at least; more where several are of the same second. */
const PASS = 200;
/** What the first pass tells of: so many days back from the newest. */
const FIRST_PASS = 30 * DAY;

/** What one pass brings of payouts and activities. */
interface Pass {
  readonly records: readonly ScannedRecord[];
  readonly listed: readonly Listing[];
  readonly rest: ScanPlace['rest'];
}

/**
 * The next pass over payouts and activities, each from where the last one stopped. With `most` it ends early
 * once it has so many, or more where several are of the same second.
 */
export function nextPass(
  world: World,
  { rest, earlier, at }: ScanPlace,
  most = Number.POSITIVE_INFINITY,
): Pass {
  const news = earlier === null ? undefined : world.newsSince(earlier);
  let left = most;
  const parts = eventKinds.map((kind): Part => {
    const from = news?.[kind].from;
    // Nothing of today is new any more.
    if (from !== undefined && from > wholeSecond(at)) return nothing;
    const part = partOf(world, { kind, rest: rest[kind], from, most: left });
    left -= part.records.length;
    return part;
  });
  return {
    records: parts.flatMap(({ records }) => records),
    listed: parts.flatMap(({ listed }) => listed),
    rest: { payouts: parts[0]?.rest ?? 'nothing', activities: parts[1]?.rest ?? 'nothing' },
  };
}

interface Part {
  readonly records: readonly ScannedRecord[];
  readonly listed: readonly Listing[];
  readonly rest: Rest;
}

const nothing: Part = { records: [], listed: [], rest: 'nothing' };

/** News are told in one part; a history in parts that can be stored one after another. */
function partOf(
  world: World,
  {
    kind,
    rest,
    from,
    most,
  }: { kind: EventKind; rest: Rest; from: string | undefined; most: number },
): Part {
  if (rest === 'nothing' || most <= 0) return { records: [], listed: [], rest };
  const to = rest === 'all' ? undefined : rest;
  const bounds = { ...(from && { from }), ...(to && { to }) };
  const series = world[kind](bounds);
  if (from !== undefined) {
    return { records: [...series], listed: [{ kind, ...bounds }], rest: 'nothing' };
  }
  const { records, oldest } = take(series, { isFirst: rest === 'all', most });
  const listing = { kind, ...bounds, ...(oldest && { from: oldest }) };
  return {
    records,
    listed: [listing],
    rest: oldest === undefined ? 'nothing' : before(oldest),
  };
}

/** The newest of a series, up to a place where nothing of the same second is cut off; `oldest` unless all. */
function take(
  series: Iterable<ScannedRecord<EventKind>>,
  { isFirst, most }: { isFirst: boolean; most: number },
): { records: ScannedRecord[]; oldest?: WholeSecond } {
  const records: ScannedRecord[] = [];
  let last: WholeSecond | undefined;
  let bound: WholeSecond | undefined;
  for (const record of series) {
    const date = dateOf(record);
    bound ??= wholeSecond(later(date, -FIRST_PASS));
    if (isFirst && date < bound) return { records, oldest: bound };
    const enough = isFirst ? most : Math.min(PASS, most);
    if (last !== undefined && date < last && records.length >= enough) {
      return { records, oldest: last };
    }
    records.push(record);
    last = date;
  }
  return { records };
}

function dateOf(record: ScannedRecord<EventKind>): WholeSecond {
  return record.kind === 'payouts' ? record.data.payout_date : record.data.start_date;
}

function before(second: WholeSecond): WholeSecond {
  return wholeSecond(later(second, -1000));
}
