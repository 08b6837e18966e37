import {
  type Account,
  type CatalogueItem,
  type ConnectAttempt,
  ConnectionError,
  type Connector,
} from '@intarsia/domain';
import type { Connection } from '@intarsia/store';
import { finish, type JobOf, type Recording, type StepCtx } from '../jobs/step.ts';
import { scenarioOf } from '../scenarios/lookup.ts';
import { type LoginOutcome, recordingOf } from './login-record.ts';
import { openPart, openResume } from './sealed.ts';
import { connectorOf, talk } from './talk.ts';

/** A login that is to be begun or gone on with. */
interface Login {
  readonly account: Account;
  readonly connection: Connection & { readonly credentials: string };
  readonly item: CatalogueItem | undefined;
}

/** Runs a login until it waits, asks something, connects or fails. */
export async function connectStep(
  ctx: StepCtx,
  job: JobOf<'accounts.connect'>,
): Promise<Recording> {
  const login = await findLogin(ctx, job.payload.account);
  if (!login) return (tx) => finish(tx, ctx.scope, job);
  const outcome = await logIn(ctx, login);
  return recordingOf(ctx, job, { outcome, asked_by: login.connection.session });
}

/** Ends a login that we can't get to its end. */
export function gaveUpConnecting(ctx: StepCtx, job: JobOf<'accounts.connect'>): Recording {
  return recordingOf(ctx, job, { outcome: { kind: 'failed', code: 'system_error' } });
}

/** Undefined when there is nothing to do: the account is gone, or no login of it is under way. */
async function findLogin(ctx: StepCtx, id: string): Promise<Login | undefined> {
  const account = await ctx.store.read.accounts.find(ctx.scope, id);
  const connection = await ctx.store.read.connections.find(ctx.scope, id);
  if (account?.connection.status !== 'connecting' || !connection?.credentials) return undefined;
  const { credentials } = connection;
  const item = ctx.catalogue.find(account.link_item);
  return { account, connection: { ...connection, credentials }, item };
}

async function logIn(ctx: StepCtx, login: Login): Promise<LoginOutcome> {
  const { item } = login;
  const connector = connectorOf(ctx, item);
  // The item was taken out of the catalogue while the login waited.
  if (!item || !connector) return { kind: 'failed', code: 'connection_unavailable' };
  try {
    return await lastStep(ctx, connector, await attemptOf(ctx, login, item));
  } catch (error) {
    if (error instanceof ConnectionError) {
      return { kind: 'failed', code: error.code, back_at: error.back_at };
    }
    throw error;
  }
}

async function lastStep(
  ctx: StepCtx,
  connector: Connector,
  attempt: ConnectAttempt,
): Promise<LoginOutcome> {
  for await (const step of talk(ctx, connector, (io) => connector.connect(attempt, io))) {
    if (step.kind !== 'progress') return step;
  }
  throw new Error(`connector ${connector.id} left a login without saying how it ended`);
}

async function attemptOf(
  ctx: StepCtx,
  { account, connection }: Login,
  link_item: CatalogueItem,
): Promise<ConnectAttempt> {
  const part = (name: 'credentials' | 'session', sealed: string) =>
    openPart(ctx.vault, sealed, { account_id: account.id, part: name });
  const credentials = part('credentials', connection.credentials);
  const stopped = openResume(ctx.vault, connection);
  const begun = stopped
    ? { resume: stopped.at, answer: stopped.answer }
    : { scenario: await scenarioOf(ctx, { credentials, link_item: link_item.item.id }) };
  return {
    link_item,
    credentials,
    ordinal: connection.attempt,
    ...(connection.session !== null && { session: part('session', connection.session) }),
    ...begun,
  };
}
