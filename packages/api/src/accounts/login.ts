import {
  type Account,
  addDataProvider,
  type CatalogueItem,
  type Id,
  invalidField,
  isFormItem,
  newAccount,
  sourceOf,
  submitCredentials,
  type Timestamp,
  type User,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';
import { isConnectable } from '../link-items/connectable.ts';
import { nothingAsked } from './challenges.ts';
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
        ? await startOver(ctx, tx, { account: known, submission })
        : await connectNew(ctx, tx, { owner, submission });
      return show(tx, { account, is_new: known === undefined });
    },
    { user_id: user_id ?? submission.ids.user },
  );
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
  await keepCredentials(ctx, tx, { account, submission });
  await tx.jobs.enqueue(scope, purgeJob(account, ids.purge));
  await tx.outbox.append(scope, events);
  return account;
}

async function startOver(
  ctx: Ctx,
  tx: Writes,
  { account: before, submission }: { account: Account; submission: Submission },
): Promise<Account> {
  const { scope } = ctx;
  // A login that is under way begins again with the new credentials; the account is connecting either way.
  const { account, events } =
    before.connection.status === 'connecting'
      ? { account: before, events: [] }
      : submitCredentials(before, submission.now);
  await stopLogin(tx, scope, account.id);
  await stopScanning(tx, scope, account.id);
  await tx.accounts.update(scope, account);
  await keepCredentials(ctx, tx, { account, submission });
  await tx.outbox.append(scope, events);
  return account;
}

/** Seals the credentials for the worker, forgets how far an earlier login came, and begins this one. */
async function keepCredentials(
  ctx: Ctx,
  tx: Writes,
  { account, submission }: { account: Account; submission: Submission },
): Promise<void> {
  const { scope } = ctx;
  const connection = await tx.connections.find(scope, account.id);
  if (!connection) throw new Error(`account ${account.id} has no connection`);
  const place = { account_id: account.id, part: 'credentials' } as const;
  await tx.connections.save(scope, {
    ...connection,
    credentials: sealPart(ctx.vault, submission.credentials, place),
    resume: null,
    ...nothingAsked,
    attempt: connection.attempt + 1,
  });
  const at = { id: submission.ids.connect, due_at: submission.now };
  await tx.jobs.enqueue(scope, connectJob(account, at));
}
