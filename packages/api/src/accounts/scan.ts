import {
  type Account,
  type CatalogueItem,
  ConnectionError,
  type Connector,
  type Json,
  later,
  type ScanBatch,
  type ScanCursor,
  SECOND,
} from '@intarsia/domain';
import { finish, type JobOf, type StepCtx } from '../jobs/step.ts';
import { type PulledPart, recordBeginning, recordPart } from './scan-record.ts';
import { openPart, openResume } from './sealed.ts';
import { connectorOf, talk } from './talk.ts';

/** How much one run pulls at most: so many batches, and none is asked for after so long on the wall. */
const MOST_BATCHES = 8;
const MOST_TIME = 15 * SECOND;

/** A scan that is to be begun or gone on with. */
interface Scan {
  readonly account: Account;
  readonly session: Json;
  readonly from: ScanCursor | null;
  readonly item: CatalogueItem | undefined;
}

/**
 * Does a part of a scan: its beginning, or some batches up to a wait, an error or the end. Each run
 * records once; what a crash loses is pulled again from the cursor before it.
 */
export async function scanStep(ctx: StepCtx, job: JobOf<'accounts.scan'>): Promise<void> {
  const scan = await findScan(ctx, job.payload.account);
  if (!scan) return ctx.store.write((tx) => finish(tx, ctx.scope, job));
  const { user, availability } = scan.account;
  // The account shows that a scan is under way before the source is asked, which may take its time.
  if (availability.profiles === null) return recordBeginning(ctx, job, user);
  await recordPart(ctx, job, { user, ...(await pull(ctx, scan)) });
}

/** Ends a scan that we can't get to its end. */
export async function giveUpScanning(ctx: StepCtx, job: JobOf<'accounts.scan'>): Promise<void> {
  const account = await ctx.store.read.accounts.find(ctx.scope, job.payload.account);
  // Gone, and the job with it.
  if (!account) return;
  await recordPart(ctx, job, { user: account.user, batches: [], failed: 'system_error' });
}

/** Undefined when there is nothing to do: the account is gone, or has no connection to scan through. */
async function findScan(ctx: StepCtx, id: string): Promise<Scan | undefined> {
  const account = await ctx.store.read.accounts.find(ctx.scope, id);
  const connection = await ctx.store.read.connections.find(ctx.scope, id);
  if (account?.connection.status !== 'connected' || !connection?.session) return undefined;
  const stopped = openResume(ctx.vault, connection);
  return {
    account,
    session: openPart(ctx.vault, connection.session, { account_id: id, part: 'session' }),
    from: stopped?.of === 'scan' ? stopped.cursor : null,
    item: ctx.catalogue.find(account.link_item),
  };
}

async function pull(ctx: StepCtx, scan: Scan): Promise<PulledPart> {
  const batches: ScanBatch[] = [];
  const connector = connectorOf(ctx, scan.item);
  // The item was taken out of the catalogue since it was connected.
  if (!connector) return { batches, failed: 'connection_unavailable' };
  try {
    await pullInto(ctx, batches, { connector, ...scan });
    return { batches };
  } catch (error) {
    if (error instanceof ConnectionError) return { batches, failed: error.code };
    throw error;
  }
}

async function pullInto(
  ctx: StepCtx,
  batches: ScanBatch[],
  { connector, session, from }: Scan & { connector: Connector },
): Promise<void> {
  const end = later(ctx.wall.now(), MOST_TIME);
  for await (const batch of talk(ctx, (io) => connector.scan(session, from, io))) {
    batches.push(batch);
    if (batch.stage === 'done' || batch.wait_ms) return;
    if (batches.length === MOST_BATCHES || ctx.wall.now() >= end) return;
  }
  throw new Error(`connector ${connector.id} left a scan without saying that it is done`);
}
