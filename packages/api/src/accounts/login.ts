import {
  type Account,
  addDataProvider,
  type CatalogueItem,
  canReconnect,
  type Id,
  IntarsiaError,
  invalidField,
  isFormItem,
  newAccount,
  sourceOf,
  submitCredentials,
  type Timestamp,
  type User,
} from '@intarsia/domain';
import type { Connection, Writes } from '@intarsia/store';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';
import { isConnectable } from '../link-items/connectable.ts';
import { noAccount } from './actions.ts';
import { challengeEnd, nothingAsked } from './challenges.ts';
import { connectJob, purgeJob } from './follow-ups.ts';
import { stopLogin } from './login-stop.ts';
import { findOwner } from './owner.ts';
import { stopScanning } from './scan-stop.ts';
import { sealPart } from './sealed.ts';

/** What a person sends from a login screen, and where it belongs. */
export const LoginInput = z.object({
  link_item: z.string(),
  username: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  password: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
});
export type LoginInput = z.infer<typeof LoginInput>;

/** A login that is submitted for a user, or for a new one where none is named. */
export interface Login {
  readonly user_id: Id | undefined;
  readonly link_item: string;
  readonly credentials: Credentials;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
  /** The answer to the question for a code, given before it is asked. */
  readonly mfa_code?: string | undefined;
}

/** The account of a submitted login, as it is in the transaction. */
interface Submitted {
  readonly account: Account;
  readonly is_new: boolean;
}

/** A submitted login with everything that was read or made before the transaction. */
interface Submission {
  readonly item: CatalogueItem;
  readonly login_hash: string;
  readonly credentials: Credentials;
  readonly now: Timestamp;
  readonly ids: { user: Id; account: Id; connect: Id; purge: Id };
}

/** A login that begins: of which account, with which credentials, sealed, and by which job. */
interface BegunLogin {
  readonly account: Account;
  readonly credentials: string;
  readonly at: { readonly id: Id; readonly now: Timestamp };
}

/**
 * Submits credentials. The same user, link item and login have one account, which starts over; work begins
 * when the caller lets it. `show` makes the answer. Throws `link_item_unknown`, `link_item_unfit`, `user_unknown`.
 */
export async function submitLogin<T>(
  ctx: Ctx,
  { user_id, link_item, credentials }: Login,
  show: (tx: Writes, submitted: Submitted) => Promise<T>,
): Promise<T> {
  const { ids } = ctx;
  const submission: Submission = {
    item: itemToConnect(ctx, link_item),
    login_hash: loginHash(ctx, credentials.username),
    credentials,
    now: ctx.clock.now(),
    ids: { user: ids.next(), account: ids.next(), connect: ids.next(), purge: ids.next() },
  };
  return ctx.commit(
    async (tx) => {
      const at = { id: submission.ids.user, now: submission.now };
      const owner = await findOwner(ctx, tx, { user_id, at });
      const login = { user: owner.id, link_item, login_hash: submission.login_hash };
      const known = await tx.accounts.findByLogin(ctx.scope, login);
      const account = known
        ? await startOver(ctx, tx, begunWith(ctx, known, submission))
        : await connectNew(ctx, tx, { owner, submission });
      return show(tx, { account, is_new: known === undefined });
    },
    { user_id: user_id ?? submission.ids.user },
  );
}

/**
 * Logs an account in once more with what it was logged in with the last time. Of no effect where there is a
 * connection, or a login is under way. Throws `account_not_found`, `login_needed`.
 */
export async function loginAgain<T>(
  ctx: Ctx,
  id: Id,
  show: (tx: Writes, account: Account) => Promise<T>,
): Promise<T> {
  const { scope } = ctx;
  const at = { id: ctx.ids.next(), now: ctx.clock.now() };
  const { user: user_id } = (await ctx.store.read.accounts.find(scope, id)) ?? noAccount();
  return ctx.commit(
    async (tx) => {
      const account = (await tx.accounts.find(scope, id)) ?? noAccount();
      if (account.connection.status !== 'error') return show(tx, account);
      const connection = await tx.connections.find(scope, id);
      if (!connection?.credentials || !mayLoginAgain(ctx, account, connection)) {
        throw new IntarsiaError(
          'login_needed',
          'The login details are needed to connect it again.',
        );
      }
      const { credentials } = connection;
      return show(tx, await startOver(ctx, tx, { account, credentials, at }));
    },
    { user_id },
  );
}

/** Whether `loginAgain` can do anything for an account. */
export function mayLoginAgain(ctx: Ctx, account: Account, connection: Connection): boolean {
  const item = ctx.catalogue.find(account.link_item);
  if (!item || item.item.is_disabled || !isConnectable(ctx, item)) return false;
  return canReconnect(account, connection.credentials !== null);
}

function itemToConnect(ctx: Ctx, link_item: string): CatalogueItem {
  const found = ctx.catalogue.find(link_item);
  if (!found) {
    throw invalidField('link_item', 'is not the id of a link item', 'link_item_unknown');
  }
  if (found.item.is_disabled) {
    throw invalidField('link_item', 'can not be connected at the moment', 'link_item_unfit');
  }
  if (isFormItem(found)) {
    throw invalidField('link_item', 'takes forms, not a login', 'link_item_unfit');
  }
  if (!isConnectable(ctx, found)) {
    throw invalidField('link_item', 'can be connected in a sandbox only', 'link_item_unfit');
  }
  return found;
}

/** People write their login now with capitals, now without; the source takes it either way. */
function loginHash(ctx: Ctx, username: string): string {
  const login = JSON.stringify(username.trim().toLowerCase());
  return ctx.vault.fingerprint(login, `accounts.login:${ctx.environment.id}`);
}

async function connectNew(
  ctx: Ctx,
  tx: Writes,
  { owner, submission }: { owner: User; submission: Submission },
): Promise<Account> {
  const { scope } = ctx;
  const { item, login_hash, ids, now } = submission;
  const source = sourceOf(item, ctx.environment.kind);
  const origin = { user: owner.id, item, source };
  const { account, events } = newAccount(origin, { id: ids.account, now });
  const user = addDataProvider(owner, account.link_item);
  if (user !== owner) await tx.users.update(scope, user);
  await tx.accounts.insert(scope, account, { login_hash });
  await begin(ctx, tx, begunWith(ctx, account, submission));
  await tx.jobs.enqueue(scope, purgeJob(account, ids.purge));
  await tx.outbox.append(scope, events);
  return account;
}

async function startOver(
  ctx: Ctx,
  tx: Writes,
  { account: before, credentials, at }: BegunLogin,
): Promise<Account> {
  const { scope } = ctx;
  // A login that is under way begins again with the new credentials; the account is connecting either way.
  const { account, events } =
    before.connection.status === 'connecting'
      ? { account: before, events: [] }
      : submitCredentials(before, at.now);
  await stopLogin(tx, scope, account.id);
  await stopScanning(tx, scope, account.id);
  await tx.accounts.update(scope, account);
  await begin(ctx, tx, { account, credentials, at });
  await tx.outbox.append(scope, events);
  return account;
}

/** Begins a login for the worker with sealed credentials, and forgets how far an earlier one came. */
async function begin(
  { scope }: Ctx,
  tx: Writes,
  { account, credentials, at }: BegunLogin,
): Promise<void> {
  const connection = await tx.connections.find(scope, account.id);
  if (!connection) throw new Error(`account ${account.id} has no connection`);
  await tx.connections.save(scope, {
    ...connection,
    ...nothingAsked,
    credentials,
    resume: null,
    attempt: connection.attempt + 1,
  });
  await tx.outbox.append(scope, challengeEnd(connection, { account, now: at.now }));
  await tx.jobs.enqueue(scope, connectJob(account, { id: at.id, due_at: at.now }));
}

function begunWith(ctx: Ctx, account: Account, { credentials, ids, now }: Submission): BegunLogin {
  const place = { account_id: account.id, part: 'credentials' } as const;
  return {
    account,
    credentials: sealPart(ctx.vault, credentials, place),
    at: { id: ids.connect, now },
  };
}
