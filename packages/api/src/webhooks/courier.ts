import { type Environment, type Id, later, type Timestamp, worksByItself } from '@intarsia/domain';
import type { DueDelivery } from '@intarsia/store';
import { boundsOf } from '../jobs/bounds.ts';
import { ACTING_SHARE, type ClaimOptions, claimJobs, LEASE_MS, stepCtx } from '../jobs/claim.ts';
import { attend } from '../jobs/run.ts';
import type { JobOf, StepCtx } from '../jobs/step.ts';
import type { Deps } from '../kernel/index.ts';
import { type Hands, openHands } from './hands.ts';
import { FIRST_WINDOW, nextWindow } from './pace.ts';
import { recordTries } from './record-tries.ts';
import { isTaken, readSender, type Sender, type Tried, tryAll } from './try.ts';

/** Who delivers to one subscription for as long as there is something to send. */
export interface Courier {
  readonly webhook_id: Id;
  /** Delivers until nothing is due, or others want the place. Never rejects. */
  run(): Promise<void>;
  /** Tells that there may be more to send. */
  ring(): void;
}

/** What couriers leave to each other. */
export interface Company {
  /** How many deliveries each of them may have under way. */
  share(): number;
  /** Whether there are so many of them that others wait for a place. */
  isCrowded(): boolean;
}

/** Which couriers to send, and among whom. */
export type CourierOptions = Omit<ClaimOptions, 'queue'> & { readonly company: Company };

/** Sends a courier to each subscription of an environment that has something due and no courier yet. */
export async function sendCouriers(
  deps: Deps,
  environment: Environment,
  { company, ...options }: CourierOptions,
): Promise<Courier[]> {
  const claimed = await claimJobs(deps, environment, { ...options, queue: 'deliveries' });
  if (!claimed) return [];
  const { jobs, vault } = claimed;
  return jobs.flatMap((job) => {
    if (job.kind !== 'webhooks.deliver') return [];
    const bounds = boundsOf(options.signal);
    const ctx = stepCtx(deps, { environment, vault, signal: bounds.signal });
    const worker = { ctx, store: deps.store, stop: options.signal };
    const hands = openHands();
    const way = { ctx, store: deps.store, job, company, hands };
    return [
      {
        webhook_id: job.payload.webhook,
        ring: hands.ring,
        run: () => attend(worker, job, () => deliverAll(way)).finally(bounds.forget),
      },
    ];
  });
}

/** A courier on its way. */
interface Way {
  readonly ctx: StepCtx;
  readonly store: Deps['store'];
  readonly job: JobOf<'webhooks.deliver'>;
  readonly company: Company;
  readonly hands: Hands;
}

/** What other processes have added is looked for this often while a receiver takes its time. */
const LOOK_MS = 1000;

/**
 * Sends what is due, as much at once as the receiver takes. What was answered is recorded together while
 * more is under way; the next of an account is sent once the one before it is recorded.
 */
async function deliverAll(way: Way): Promise<void> {
  const { ctx, hands } = way;
  const { deliveries } = ctx.store.read;
  let window: number | undefined;
  let sender: Sender | undefined;
  let isWilling = true;
  let began = ctx.wall.now();

  async function sendSome(read: () => Promise<readonly DueDelivery[]>): Promise<void> {
    sender = await readSender(ctx, way.job.payload.webhook, sender);
    window ??= sender && sender.webhook.failing_since !== null ? 1 : FIRST_WINDOW;
    isWilling = sender !== undefined && maySend(way, sender, began);
    if (sender && isWilling) send(way, sender, await read());
  }

  for (;;) {
    if (hands.wasRung() && hands.ids().length < roomOf(way, window)) {
      await sendSome(() => deliveries.due(ctx.scope, dueNow(way, window)));
    }
    const tried = await hands.answers(LOOK_MS);
    if (tried.length === 0 && hands.ids().length > 0) continue;
    began = ctx.wall.now();
    window = nextWindow(window ?? 1, tried);
    const due = await record(way, {
      tried,
      window,
      isWilling,
      lease_until: later(began, LEASE_MS),
    });
    if (!due) return;
    if (isWilling) await sendSome(async () => due);
  }
}

/** How many deliveries may be under way. */
function roomOf({ company }: Way, window = 1): number {
  return Math.min(window, company.share());
}

/** Whether what is due may be sent, by the lease that began at a moment of the wall's time. */
function maySend(
  { ctx, company, hands }: Way,
  { environment, webhook }: Sender,
  began: Timestamp,
): boolean {
  const wall = ctx.wall.now();
  const isOurs = wall < later(began, LEASE_MS * ACTING_SHARE);
  const isOver = ctx.signal.aborted || hands.failure() !== undefined || company.isCrowded();
  return isOurs && !isOver && webhook.paused_at === null && worksByItself(environment, wall);
}

/** What there is place for beside what is under way: nothing where others have come since, with whom it is shared. */
function dueNow(way: Way, window: number | undefined, but: readonly Id[] = way.hands.ids()) {
  const limit = Math.max(0, roomOf(way, window) - but.length);
  return { webhook: way.job.payload.webhook, now: way.ctx.clock.now(), limit, but };
}

function send({ ctx, hands }: Way, sender: Sender, due: readonly DueDelivery[]): void {
  // So many trouble that the next ones are to have: whoever has had it must be known first.
  if (sender.webhook.chaos?.next && hands.ids().length > 0) return;
  // What was dropped on its way with whom it was about is still ahead of the news that they are gone.
  const free = due.filter(({ lane }) => !hands.hasLane(lane));
  for (const { delivery, tried } of tryAll(ctx, sender, free)) hands.begin(delivery, tried);
}

/** What was answered, and how its courier goes on. */
interface Recorded {
  readonly tried: readonly Tried[];
  readonly window: number;
  readonly isWilling: boolean;
  readonly lease_until: Timestamp;
}

/**
 * Records what was answered, and gives what is due then, read where it was written: whoever reads beside a
 * writer has to read anew what it had kept. Gives undefined when the job has ended. Throws why a try could
 * not be made.
 */
async function record(
  way: Way,
  { tried, window, ...going_on }: Recorded,
): Promise<readonly DueDelivery[] | undefined> {
  const { ctx, store, job, hands } = way;
  const now = ctx.clock.now();
  const failure = hands.failure();
  // Where so many were answered there are more: whether it was the last is asked once nothing is due.
  const isBusy =
    hands.ids().length > tried.length || tried.length >= FIRST_WINDOW || failure !== undefined;
  const tries = { job, tried, now, going_on: { ...going_on, isBusy } };
  const answered = new Set(tried.map(({ delivery }) => delivery.id));
  const next = dueNow(
    way,
    window,
    hands.ids().filter((id) => !answered.has(id)),
  );
  const due = await store.write(
    async (tx) => {
      if (!(await recordTries(ctx, tx, tries))) return undefined;
      return going_on.isWilling && next.limit > 0 ? tx.deliveries.due(ctx.scope, next) : [];
    },
    // On the way it does not wait for the disk: what a crash of the machine takes back is sent again.
    { sync: !isBusy || !tried.every(isTaken) },
  );
  hands.recorded(tried);
  if (failure && hands.ids().length === 0) throw failure.error;
  return due;
}
