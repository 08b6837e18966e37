import { hash } from 'node:crypto';
import {
  type Account,
  type ComparedRow,
  compareRows,
  type EventKind,
  type Extent,
  eventKinds,
  type Json,
  type Listing,
  partSecrets,
  type ResourceKind,
  type RowChanges,
  resourceKinds,
  type ScanBatch,
  type ScannedKind,
  type ScannedRecord,
  type Secrets,
  type StoredBatch,
  type Timestamp,
  type Vault,
} from '@intarsia/domain';
import type { HeldResource, NewResource, Writes } from '@intarsia/store';
import type { StepCtx } from '../jobs/step.ts';
import { sealed } from '../resources/sealed.ts';

/** A batch of an account's scan that has arrived. */
interface Arrival {
  readonly account: Account;
  readonly batch: ScanBatch;
  readonly now: Timestamp;
}

/** A record in the parts in which it is stored, with what it is compared by. */
interface FoundRow extends ComparedRow {
  readonly source_id: string;
  readonly employer: string | null;
  /** These three are JSON; the last two must be sealed. */
  readonly body: string;
  readonly secrets: string | null;
  readonly content: string | null;
}

/** Stores what a batch brought and takes away what has vanished; tells what that has changed. */
export async function storeBatch(ctx: StepCtx, tx: Writes, arrival: Arrival): Promise<StoredBatch> {
  const { stage, employers, records = [], listed = [] } = arrival.batch;
  const changes = new Map<ResourceKind, RowChanges>();
  const extents: Partial<Record<EventKind, Extent>> = {};
  for (const kind of kindsOf(records, listed)) {
    const found = records.filter((record) => record.kind === kind);
    const ranges = listed.filter((listing) => listing.kind === kind);
    changes.set(kind, await storeKind(ctx, tx, { ...arrival, kind, found, ranges }));
  }
  for (const kind of eventKinds) {
    if (isAnyChange(changes.get(kind)))
      extents[kind] = await extentOf(ctx, tx, { ...arrival, kind });
  }
  return { stage, employers, listed, changes, extents };
}

function isAnyChange(changes: RowChanges | undefined): boolean {
  if (!changes) return false;
  return changes.added.length + changes.updated.length + changes.removed.length > 0;
}

function kindsOf(records: readonly ScannedRecord[], listed: readonly Listing[]): Set<ScannedKind> {
  return new Set([...records, ...listed].map(({ kind }) => kind));
}

interface KindArrival extends Arrival {
  readonly kind: ScannedKind;
  readonly found: readonly ScannedRecord[];
  readonly ranges: readonly Listing[];
}

async function storeKind(
  ctx: StepCtx,
  tx: Writes,
  { account, kind, found, ranges, now }: KindArrival,
): Promise<RowChanges> {
  const { scope } = ctx;
  const rows = found.map((record) => foundRow(ctx, tx, { account, record, now }));
  const held = await heldRows(ctx, tx, { account, kind, rows, ranges });
  const changes = compareRows(held, { found: rows, listed: ranges });
  const dates = new Map(held.map(({ id, date }) => [id, date]));
  const stored = (row: FoundRow) => newResource(ctx, row, { kind, dates, now });
  const { added, updated, removed } = changes;
  const of = { account: account.id, user: account.user, kind };
  const gone = removed.map(({ id }) => id);
  if (added.length > 0) await tx.resources.insert(scope, of, added.map(stored));
  if (updated.length > 0) await tx.resources.update(scope, of, updated.map(stored));
  if (gone.length > 0) await tx.resources.remove(scope, of, gone);
  return changes;
}

/** The rows of the account that the found ones are compared with. */
async function heldRows(
  { scope }: StepCtx,
  tx: Writes,
  {
    account,
    kind,
    rows,
    ranges,
  }: Pick<KindArrival, 'account' | 'kind' | 'ranges'> & {
    rows: readonly FoundRow[];
  },
): Promise<HeldResource[]> {
  const held = new Map<string, HeldResource>();
  for (const { from, to } of ranges) {
    const part = await tx.resources.heldBetween(scope, { account: account.id, kind, from, to });
    for (const row of part) held.set(row.id, row);
  }
  const isWhole = ranges.some(({ from, to }) => from === undefined && to === undefined);
  const missing = isWhole ? [] : rows.filter(({ id }) => !held.has(id)).map(({ id }) => id);
  const others = missing.length > 0 ? await tx.resources.heldByIds(scope, kind, missing) : [];
  return [...held.values(), ...others];
}

function foundRow(
  { vault }: StepCtx,
  tx: Writes,
  { account, record, now }: { account: Account; record: ScannedRecord; now: Timestamp },
): FoundRow {
  const { kind, source_id, employer } = record;
  const idOf = (of: ResourceKind, name: string) =>
    tx.resources.idOf({ account: account.id, kind: of, source_id: name });
  const parts = partSecrets(kind, bodyOf(record, idOf));
  const body = JSON.stringify(parts.body);
  const secrets = textOf(parts.secrets);
  const content = record.kind === 'documents' ? textOf(record.content) : null;
  // JSON has no line breaks, so these keep the parts apart.
  const whole = [employer ?? '', body, secrets ?? '', content ?? ''].join('\n');
  return {
    id: idOf(kind, source_id),
    date: dateOf(record, now),
    fingerprint: fingerprintOf(vault, whole, { isSecret: secrets !== null || content !== null }),
    source_id,
    employer,
    body,
    secrets,
    content,
  };
}

/** A hash without a key is faster, but would let what is secret be found by trying. */
function fingerprintOf(vault: Vault, whole: string, { isSecret }: { isSecret: boolean }): string {
  return isSecret ? vault.fingerprint(whole, 'resources.content') : hash('sha256', whole);
}

function textOf(value: Json | Secrets): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** When an event was; facts go by when we first saw them. */
function dateOf(record: ScannedRecord, now: Timestamp): ComparedRow['date'] {
  if (record.kind === 'payouts') return record.data.payout_date;
  if (record.kind === 'activities') return record.data.start_date;
  return now;
}

interface Surroundings {
  readonly kind: ScannedKind;
  /** Dates of the rows that are there: a fact keeps the one at which it was first seen. */
  readonly dates: ReadonlyMap<string, ComparedRow['date']>;
  readonly now: Timestamp;
}

function newResource(
  { vault }: StepCtx,
  { secrets, content, ...row }: FoundRow,
  { kind, dates, now }: Surroundings,
): NewResource {
  const place = { kind, id: row.id };
  const date = resourceKinds[kind].nature === 'fact' ? (dates.get(row.id) ?? row.date) : row.date;
  return {
    ...row,
    date,
    created_at: now,
    updated_at: now,
    secrets: secrets && sealed(vault, secrets, { ...place, column: 'secrets' }),
    content: content && sealed(vault, content, { ...place, column: 'content' }),
  };
}

/** The members of a record; a payout names its document by the id that the document has here. */
function bodyOf(
  record: ScannedRecord,
  idOf: (kind: ResourceKind, source_id: string) => string,
): { [name: string]: Json } {
  const body =
    record.kind === 'payouts'
      ? { ...record.data, document_id: record.document && idOf('documents', record.document) }
      : record.data;
  // Safe: records are what their schemas let through, which is JSON; `metadata` alone is typed wider.
  return body as { [name: string]: Json };
}

async function extentOf(
  { scope }: StepCtx,
  tx: Writes,
  { account, kind }: { account: Account; kind: EventKind },
): Promise<Extent> {
  const { count, first, last } = await tx.resources.extent(scope, { account: account.id, kind });
  return { available_count: count, available_from: first, available_to: last };
}
