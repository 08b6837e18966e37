import {
  type Account,
  addDataProvider,
  type CatalogueItem,
  type Id,
  IdInput,
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
import { shownTo } from '../accounts/actions.ts';
import { connectJob, purgeJob } from '../accounts/follow-ups.ts';
import { stopLogin } from '../accounts/login-stop.ts';
import { findOwner } from '../accounts/owner.ts';
import { stopScanning } from '../accounts/scan-stop.ts';
import { sealPart } from '../accounts/sealed.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';

/** A login at a link item, for a user or for a new one. */
export const ConnectSandboxInput = z.object({
  user: IdInput.optional(),
  link_item: z.string(),
  username: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  password: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  /** The answer to the question for a code, given before it is asked. */
  mfa_code: z
    .string()
    .min(1, 'must not be empty')
    .max(64, 'must have at most 64 characters')
    .optional(),
});
export type ConnectSandboxInput = z.infer<typeof ConnectSandboxInput>;

/** A submitted login with everything that was read or made before the transaction. */
interface Submission {
  readonly item: CatalogueItem;
  readonly login_hash: string;
  readonly credentials: Credentials;
  readonly now: Timestamp;
  readonly ids: { user: Id; account: Id; connect: Id; purge: Id };
}

type Credentials = Omit<ConnectSandboxInput, 'user' | 'link_item'>;

/**
 * Submits credentials as Link would. The same user, link item and login have one account, which starts
 * over. Throws `link_item_unknown`, `link_item_unfit`, `user_unknown`.
 */
export async function connectSandbox(ctx: Ctx, input: ConnectSandboxInput): Promise<Account> {
  const { user: user_id, link_item, ...credentials } = input;
  const { ids } = ctx;
  const submission: Submission = {
    item: itemToConnect(ctx, link_item),
    login_hash: loginHash(ctx, credentials.username),
    credentials,
    now: ctx.clock.now(),
    ids: { user: ids.next(), account: ids.next(), connect: ids.next(), purge: ids.next() },
  };
  const account = await ctx.commit(
    async (tx) => {
      const at = { id: submission.ids.user, now: submission.now };
      const owner = await findOwner(ctx, tx, { user_id, at });
      const login = { user: owner.id, link_item, login_hash: submission.login_hash };
      const known = await tx.accounts.findByLogin(ctx.scope, login);
      ctx.reply.status = known ? 200 : 201;
      const connecting = known
        ? await startOver(ctx, tx, { account: known, submission })
        : await connectNew(ctx, tx, { owner, submission });
      return shownTo(ctx.client, connecting);
    },
    { user_id: user_id ?? submission.ids.user },
  );
  await beginWork(ctx, account.id);
  return account;
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
    challenge: null,
    attempt: connection.attempt + 1,
  });
  const at = { id: submission.ids.connect, due_at: submission.now };
  await tx.jobs.enqueue(scope, connectJob(account, at));
}
