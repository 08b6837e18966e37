import {
  type ActivityIncome,
  amountOf,
  centsOf,
  type EventKind,
  type LaterStepScript,
  type ScannedRecord,
  type Timestamp,
} from '@intarsia/domain';
import { dateText, dayFrom, dayIn, secondsIn, yearOf } from './calendar.ts';
import { ratesOf } from './gig/activity.ts';
import type { Frame } from './key.ts';
import { documentOf, partyOf } from './papers/documents.ts';
import { mergeNewest, type Range, reachOf } from './range.ts';
import type { World } from './world.ts';

/** What a scenario changes in a world at a moment; before it nobody can know of it. */
export type WorldChange = Pick<
  LaterStepScript,
  | 'vanish'
  | 'cancel'
  | 'tip'
  | 'raise'
  | 'new_employer'
  | 'add_document'
  | 'new_plate'
  | 'drop_vehicle'
> & {
  readonly at: Timestamp;
  /** Records that were there by then have been scanned before: it happens to those. */
  readonly seen_at: Timestamp;
};

/** What happens to one record. */
interface Edit {
  readonly kind: 'gone' | 'cancelled' | 'tipped';
  /** Cents. */
  readonly tip: number;
}

/** The records that changes touch, by kind and source id, and how far back each change reaches. */
interface Edits {
  readonly payouts: Map<string, Edit>;
  readonly activities: Map<string, Edit>;
  /** The documents of payouts that are gone. */
  readonly papers: Set<string>;
  readonly reach: readonly {
    readonly at: Timestamp;
    readonly kind: EventKind;
    readonly oldest: string;
  }[];
}

/**
 * A world after the changes of its scenario that touch records: a change takes the newest that were there
 * some time before it, as `worldAt` shows, and leaves out what has vanished or ended already.
 */
export function changedWorld(world: World, frame: Frame, worldAt: (at: Timestamp) => World): World {
  const { changes } = frame;
  if (changes.length === 0) return world;
  // Only worked out when somebody looks at what it touches.
  let made: Edits | undefined;
  const edits = () => {
    made ??= editsOf(changes, worldAt);
    return made;
  };
  const added = changes.flatMap((change) => addedDocument(frame, change) ?? []).reverse();
  const takings = changes.filter(({ vanish }) => vanish?.payouts !== undefined);
  return {
    ...world,
    *documents(range = {}) {
      const all = mergeNewest(within(added, range), world.documents(range), ({ data }) =>
        secondsIn(data.available_date ?? ''),
      );
      for (const record of all) {
        if (takings.length === 0 || !edits().papers.has(record.source_id)) yield record;
      }
    },
    *payouts(range = {}) {
      for (const record of world.payouts(range)) {
        const edit = edits().payouts.get(record.source_id);
        if (edit?.kind === 'gone') continue;
        yield edit ? cancelledPayout(record) : record;
      }
    },
    *activities(range = {}) {
      for (const record of world.activities(range)) {
        const edit = edits().activities.get(record.source_id);
        if (edit?.kind === 'gone') continue;
        yield edit ? editedActivity(record, edit) : record;
      }
    },
    newsSince(earlier) {
      const news = world.newsSince(earlier);
      const from = (kind: EventKind) => {
        const touched = edits().reach.filter((one) => one.kind === kind && one.at > earlier);
        const all = [news[kind].from ?? '', ...touched.map(({ oldest }) => oldest)];
        return { ...news[kind], from: all.sort()[0] };
      };
      const documents = takings.some(({ at }) => at > earlier) ? undefined : news.documents;
      return { documents, payouts: from('payouts'), activities: from('activities') };
    },
  };
}

function editsOf(changes: readonly WorldChange[], worldAt: (at: Timestamp) => World): Edits {
  const reach: { at: Timestamp; kind: EventKind; oldest: string }[] = [];
  const edits: Edits = { payouts: new Map(), activities: new Map(), papers: new Set(), reach };
  for (const { at, seen_at, vanish, cancel, tip } of changes) {
    const touch = (kind: EventKind, count: number | undefined, edit: Edit) => {
      if (count === undefined) return;
      const records = newestOf(worldAt(seen_at)[kind](), { count, known: edits[kind] });
      for (const record of records) {
        const { source_id } = record;
        const before = edits[kind].get(source_id)?.tip ?? 0;
        edits[kind].set(source_id, { ...edit, tip: edit.tip + before });
        if (edit.kind === 'gone') for (const paper of papersOf(record)) edits.papers.add(paper);
      }
      const oldest = records.at(-1);
      if (oldest) reach.push({ at, kind, oldest: dateOf(oldest) });
    };
    for (const kind of ['payouts', 'activities'] as const) {
      touch(kind, vanish?.[kind], { kind: 'gone', tip: 0 });
      touch(kind, cancel?.[kind], { kind: 'cancelled', tip: 0 });
    }
    if (tip) touch('activities', tip.activities, { kind: 'tipped', tip: centsOf(tip.amount) });
  }
  return edits;
}

/** The newest records of a series that are still there and were not cancelled. */
function newestOf(
  series: Iterable<ScannedRecord<EventKind>>,
  { count, known }: { count: number; known: ReadonlyMap<string, Edit> },
): ScannedRecord<EventKind>[] {
  const found: ScannedRecord<EventKind>[] = [];
  for (const record of series) {
    if (found.length === count) break;
    const edit = known.get(record.source_id);
    const isOver = (edit && edit.kind !== 'tipped') || record.data.status === 'cancelled';
    if (!isOver) found.push(record);
  }
  return found;
}

/** A payslip goes with its payout. Forms about whole years stay: they were filed. */
function papersOf(record: ScannedRecord<EventKind>): string[] {
  return record.kind === 'payouts' && record.document !== null ? [record.document] : [];
}

function dateOf(record: ScannedRecord<EventKind>): string {
  return record.kind === 'payouts' ? record.data.payout_date : record.data.start_date;
}

function cancelledPayout(record: ScannedRecord<'payouts'>): ScannedRecord<'payouts'> {
  return { ...record, data: { ...record.data, status: 'cancelled' } };
}

function editedActivity(
  record: ScannedRecord<'activities'>,
  { kind, tip }: Edit,
): ScannedRecord<'activities'> {
  const { data } = record;
  const more = (amount: string | null) => amount && amountOf(centsOf(amount) + tip);
  const { tips, total, total_charge } = data.income;
  const income = {
    ...data.income,
    tips: more(tips),
    total: more(total),
    total_charge: more(total_charge),
  };
  const status = kind === 'cancelled' ? 'cancelled' : data.status;
  return { ...record, data: { ...data, status, income, income_rates: ratesWith(income, data) } };
}

function ratesWith(
  { total }: ActivityIncome,
  { duration, distance, income_rates }: ScannedRecord<'activities'>['data'],
): typeof income_rates {
  if (total === null || !duration) return income_rates;
  const miles = distance === null ? null : centsOf(distance);
  return ratesOf(centsOf(total), { seconds: duration, distance: miles });
}

function within(
  documents: readonly ScannedRecord<'documents'>[],
  range: Range,
): ScannedRecord<'documents'>[] {
  const { from, to } = reachOf(range);
  return documents.filter(({ data }) => {
    const second = secondsIn(data.available_date ?? '');
    return second >= from && second <= to;
  });
}

function addedDocument(
  { person }: Frame,
  { at, add_document: added }: WorldChange,
): ScannedRecord<'documents'> | undefined {
  if (!added) return undefined;
  const { type, description } = added;
  const available = dayIn(at);
  const isLicence = type === 'drivers_license';
  const expires = dayFrom(yearOf(available) + 4, 12, 31);
  const record = documentOf({
    source_id: `added/${at}`,
    employer: '',
    type,
    number: isLicence ? person.licence : null,
    description,
    available,
    expires: isLicence ? expires : null,
    content: {
      form: 'drivers_license',
      state: person.city.state,
      number: person.licence,
      holder: partyOf(person, null),
      birth_date: person.birth_date,
      issued: dateText(available),
      expires: dateText(expires),
    },
  });
  // It came from nobody in particular, and nothing but a licence can be drawn.
  return { ...record, employer: null, content: isLicence ? record.content : null };
}
