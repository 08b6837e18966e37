import {
  ConnectionError,
  type Connector,
  type ConnectorIo,
  later,
  type NewJob,
  type Timestamp,
} from '@intarsia/domain';
import type { TestInstance, TestRequest } from '../../../runtime/src/testing.ts';
import { type ClockState, clockOperations, type DrivenClock } from '../clock/operations.ts';
import { type AnyOperation, type Caller, type Deps, invoke } from '../kernel/index.ts';
import { connect } from './logins.ts';

/** The verbs of the clock, each a row under `/v1/sandbox/clock`. */
export const verbs = ['freeze', 'resume', 'advance', 'run', 'step', 'reset'] as const;
export type Verb = (typeof verbs)[number];

/** Drives the clock over REST. Throws unless it is answered with 200. */
export async function drive(
  t: TestInstance,
  verb: Verb,
  { body, ...request }: TestRequest = {},
): Promise<DrivenClock> {
  const answer = await t.rest('POST', `/v1/sandbox/clock/${verb}`, { body, ...request });
  if (answer.status !== 200) throw new Error(answer.text);
  return clockOperations[verb].output.parse(answer.body);
}

/** The clock over REST. */
export async function clockOf(t: TestInstance): Promise<ClockState> {
  return clockOperations.get.output.parse((await t.rest('GET', '/v1/sandbox/clock')).body);
}

/** How a drive with other parts is called. */
export interface DriveParts {
  readonly deps?: Deps | undefined;
  readonly input?: object | undefined;
}

/** Drives the clock with other parts than the instance's, such as another connector. */
export async function driveWith(
  t: TestInstance,
  operation: AnyOperation,
  { deps = t.instance.deps, input = {} }: DriveParts,
): Promise<DrivenClock> {
  const actor = { kind: 'client', key_id: t.keys.sandbox.id } as const;
  const caller: Caller = { actor, environment: t.sandbox, client: t.client };
  const { output } = await invoke(operation, { deps, guard: t.instance.guard, caller, input });
  return operation.output.parse(output);
}

/** What ran, and when by the clock of the environment. */
export interface Run {
  readonly username: string;
  readonly at: Timestamp;
}

/** Accounts whose login is refused; the jobs that would begin it are put to other moments. */
export async function loginsAt(t: TestInstance, moments: readonly number[]): Promise<string[]> {
  const { store } = t.instance.deps;
  const ids: string[] = [];
  for (const [n, moment] of moments.entries()) {
    const { id } = await connect(t, { username: `gen_${n}` });
    await store.write((tx) => tx.jobs.cancel({ environment_id: t.sandbox.id }, { account_id: id }));
    await enqueueLogin(t, id, moment);
    ids.push(id);
  }
  return ids;
}

/** One more job that would begin the login of an account, so many milliseconds from now. */
export async function enqueueLogin(t: TestInstance, id: string, moment: number): Promise<void> {
  const { store, ids } = t.instance.deps;
  const scope = { environment_id: t.sandbox.id };
  const account = await store.read.accounts.find(scope, id);
  const job: NewJob = {
    id: ids.next(),
    kind: 'accounts.connect',
    payload: { account: id },
    due_at: later(t.clock.now(), moment),
    user_id: account?.user,
    account_id: id,
  };
  await store.write((tx) => tx.jobs.enqueue(scope, job));
}

/** A connector that tells of each login, does what the test says, and then refuses. */
export function refusing(
  runs: Run[],
  meanwhile: (username: string, io: ConnectorIo) => Promise<unknown> = async () => {},
): Partial<Connector> {
  return {
    // biome-ignore lint/correctness/useYield: these logins end before they say anything
    async *connect({ credentials }, io) {
      const { username } = credentials as { username: string }; // As `connect` sends them.
      runs.push({ username, at: io.clock.now() });
      await meanwhile(username, io);
      throw new ConnectionError('tos_required');
    },
  };
}
