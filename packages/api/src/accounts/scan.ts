import {
  type CatalogueItem,
  ConnectionError,
  type Connector,
  type Json,
  later,
  type ScanBatch,
  type ScanCursor,
  ScannedRecord,
  SECOND,
  type Timestamp,
} from '@intarsia/domain';
import { finish, type Recording, type StepCtx } from '../jobs/step.ts';
import { beginning, type PulledPart, partOf, type ScanJob } from './scan-record.ts';
import { openPart } from './sealed.ts';
import { connectorOf, talk } from './talk.ts';

/** How much one run pulls at most: so many batches, and none is asked for after so long on the wall. */
const MOST_BATCHES = 8;
const MOST_TIME = 15 * SECOND;

/** A scan that is to be begun or gone on with. */
interface Scan {
  readonly user: string;
  readonly session: Json;
  readonly from: ScanCursor | null;
  /** `from` as it is stored, where the last scan has ended there; null when it is another place. */
  readonly last: string | null;
  readonly item: CatalogueItem | undefined;
  /** When scans were asked for by hand. */
  readonly forced: readonly Timestamp[];
  /** Another scan was to follow when this one was looked at. */
  readonly again: boolean;
}

/**
 * Does a part of a scan: its beginning, or some batches up to a wait, an error or the end. What a crash
 * loses is pulled again from the cursor before it.
 */
export async function scanStep(ctx: StepCtx, job: ScanJob): Promise<Recording> {
  const scan = await findScan(ctx, job.payload.account);
  if (!scan) return (tx) => finish(tx, ctx.scope, job);
  const { user, again, forced } = scan;
  if (await isToBeShown(ctx, job, scan)) return beginning(ctx, job, user);
  const pulled = await pull(ctx, scan);
  const isWhereItWas = pulled.batches.at(-1)?.cursor === scan.from;
  const ended = isWhereItWas ? scan.last : null;
  return partOf(ctx, job, { user, again, forced: forced.length, ended, ...pulled });
}

/** Whether the account has to show its first scan before anybody outside is asked, who may take their time. */
async function isToBeShown(ctx: StepCtx, job: ScanJob, { item }: Scan): Promise<boolean> {
  if (connectorOf(ctx, item)?.simulated) return false;
  const account = await ctx.store.read.accounts.find(ctx.scope, job.payload.account);
  return account?.availability.profiles === null;
}

/** Ends a scan that we can't get to its end. */
export async function gaveUpScanning(ctx: StepCtx, job: ScanJob): Promise<Recording> {
  const account = await ctx.store.read.accounts.find(ctx.scope, job.payload.account);
  // Gone, and the job with it.
  if (!account) return async () => {};
  const none = { batches: [], forced: 0, again: false, ended: null };
  const part = { user: account.user, ...none, failed: 'system_error' } as const;
  return partOf(ctx, job, part);
}

/** Undefined when there is nothing to do: the account is gone, or has no connection to scan through. */
async function findScan(ctx: StepCtx, id: string): Promise<Scan | undefined> {
  const start = await ctx.store.read.scans.start(ctx.scope, id);
  if (start?.status !== 'connected' || start.session === null) return undefined;
  const { user, link_item, cursor, last, forced, again } = start;
  return {
    user,
    session: openPart(ctx.vault, start.session, { account_id: id, part: 'session' }),
    from: openCursor(ctx, id, { cursor, last }),
    last: cursor === null ? last : null,
    item: ctx.catalogue.find(link_item),
    forced,
    again,
  };
}

/** Where the scan that is under way goes on, else where the last one has ended. */
function openCursor(
  { vault }: StepCtx,
  account_id: string,
  { cursor, last }: { cursor: string | null; last: string | null },
): ScanCursor | null {
  if (cursor !== null) return openPart(vault, cursor, { account_id, part: 'cursor' });
  return last === null ? null : openPart(vault, last, { account_id, part: 'last' });
}

async function pull(
  ctx: StepCtx,
  scan: Scan,
): Promise<Pick<PulledPart, 'batches' | 'failed' | 'back_at'>> {
  const batches: ScanBatch[] = [];
  const connector = connectorOf(ctx, scan.item);
  // The item was taken out of the catalogue since it was connected.
  if (!connector) return { batches, failed: 'connection_unavailable' };
  try {
    await pullInto(ctx, batches, { connector, ...scan });
    return { batches };
  } catch (error) {
    if (error instanceof ConnectionError) {
      return { batches, failed: error.code, back_at: error.back_at };
    }
    throw error;
  }
}

async function pullInto(
  ctx: StepCtx,
  batches: ScanBatch[],
  { connector, session, from, forced }: Scan & { connector: Connector },
): Promise<void> {
  const begun = ctx.wall.now();
  const more = ctx.environment.kind === 'sandbox' ? { forced_scans: forced } : {};
  for await (const batch of talk(ctx, connector, (io) =>
    connector.scan(session, from, { ...io, ...more }),
  )) {
    batches.push(connector.simulated ? batch : checked(batch));
    if (batch.stage === 'done' || batch.wait_ms) return;
    if (batches.length === MOST_BATCHES || ctx.wall.now() >= later(begun, MOST_TIME)) return;
  }
  throw new Error(`connector ${connector.id} left a scan without saying that it is done`);
}

/**
 * What does not fit its schema is a fault of the connector, and nobody would be able to read it. Records
 * that are invented here are checked by tests: by thousands it takes longer than to invent them.
 */
function checked(batch: ScanBatch): ScanBatch {
  return { ...batch, records: batch.records?.map((record) => ScannedRecord.parse(record)) };
}
