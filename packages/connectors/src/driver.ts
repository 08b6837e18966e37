import type {
  ChallengeAnswer,
  ConnectAttempt,
  Connector,
  ConnectorIo,
  ConnectStep,
  PayDistributionAttempt,
  PayDistributionStep,
  ScanBatch,
  ScanCursor,
  Session,
} from '@intarsia/domain';

/** A world for tests: a clock that stands still, a log that keeps nothing, and no network at all. */
export function testIo(io: Partial<ConnectorIo> = {}): ConnectorIo {
  const silent = () => undefined;
  return {
    fetch: () => Promise.reject(new Error('there is no network in this test')),
    clock: { now: () => '2026-03-02T09:00:00.000000Z' },
    signal: new AbortController().signal,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    speed: 'fast',
    seed: 'test',
    ...io,
  };
}

/** Everything that an iterable gives. */
export async function collect<T>(steps: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const step of steps) all.push(step);
  return all;
}

/** What is left of a value that was stored and read again. */
export function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** One login with the answers that the person will give, in order. */
export interface LogIn {
  readonly link_item: ConnectAttempt['link_item'];
  readonly credentials: unknown;
  readonly answers?: readonly ChallengeAnswer[];
  /** Where an earlier run stopped; a step that ended it. */
  readonly from?: ConnectStep | undefined;
}

/** Runs a login to its end as a worker does: each stop is stored, read again, and gone on from. */
export async function logInFully(
  connector: Connector,
  login: LogIn,
  io: ConnectorIo,
): Promise<{ steps: ConnectStep[]; session: Session }> {
  const answers = [...(login.answers ?? [])];
  const steps: ConnectStep[] = [];
  let stop = login.from;
  for (let run = 0; run < 100; run++) {
    const answer = stop?.kind === 'challenge' ? answers.shift() : undefined;
    const attempt: ConnectAttempt = {
      link_item: login.link_item,
      credentials: stored(login.credentials),
      ordinal: 1,
      ...(stop && 'resume' in stop && { resume: stored(stop.resume) }),
      ...(answer && { answer }),
    };
    const taken = await collect(connector.connect(attempt, io));
    steps.push(...taken);
    stop = taken.at(-1);
    if (stop?.kind === 'connected') return { steps, session: stored(stop.session) };
  }
  throw new Error('the login did not come to an end in 100 runs');
}

/** Runs a deposit switch to its end as a worker does: each step is stored, read again, and gone on from. */
export async function switchFully(
  connector: Connector,
  session: Session,
  { io, ...attempt }: PayDistributionAttempt & { io: ConnectorIo },
): Promise<{ steps: PayDistributionStep[]; session: Session }> {
  const { updatePayDistribution } = connector;
  if (!updatePayDistribution) throw new Error(`connector ${connector.id} switches no pay`);
  const steps: PayDistributionStep[] = [];
  let resume = attempt.resume;
  for (let run = 0; run < 100; run++) {
    const from = resume === undefined ? attempt : { ...attempt, resume: stored(resume) };
    const [step, ...more] = await collect(updatePayDistribution(stored(session), from, io));
    if (!step || more.length > 0) throw new Error('a run of a switch has one step');
    steps.push(step);
    if (step.kind === 'done') return { steps, session: stored(step.session) };
    resume = step.resume;
  }
  throw new Error('the switch did not come to an end in 100 runs');
}

/** Runs a scan to its end as a worker does: a batch that asks for a wait ends a run. */
export async function scanFully(
  connector: Connector,
  session: Session,
  { io, from = null }: { io: ConnectorIo; from?: ScanCursor | null },
): Promise<ScanBatch[]> {
  const batches: ScanBatch[] = [];
  let cursor = from;
  for (let run = 0; run < 1000; run++) {
    for await (const batch of connector.scan(stored(session), stored(cursor), io)) {
      batches.push(batch);
      cursor = batch.cursor;
      if (batch.stage === 'done') return batches;
      if (batch.wait_ms !== undefined) break;
    }
  }
  throw new Error('the scan did not come to an end in 1000 runs');
}
