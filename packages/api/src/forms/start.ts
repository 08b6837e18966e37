import {
  type Account,
  addDataProvider,
  type CatalogueItem,
  type Form,
  type FormTemplate,
  type Id,
  invalidField,
  isFormItem,
  newForm,
  newFormAccount,
  type StartFormInput,
  sourceOf,
  type Timestamp,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { purgeJob } from '../accounts/follow-ups.ts';
import { findOwner } from '../accounts/owner.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';
import { formRow } from './rows.ts';
import { chosenTemplate } from './templates.ts';

/** A form that is begun, with everything that was made before the transaction. */
interface Beginning {
  readonly template: FormTemplate;
  readonly now: Timestamp;
  readonly ids: { form: Id; account: Id; user: Id; purge: Id };
}

/**
 * Begins a form: on an account whose login has failed or that was made for a form, or on a new account of a
 * form link item. Throws `account_unknown`, `account_unfit`, `user_unknown`, `link_item_unknown`, `link_item_unfit`.
 */
export async function startForm(ctx: Ctx, input: StartFormInput): Promise<Form> {
  const { ids } = ctx;
  const beginning: Beginning = {
    template: chosenTemplate(ctx, input.template),
    now: ctx.clock.now(),
    ids: { form: ids.next(), account: ids.next(), user: ids.next(), purge: ids.next() },
  };
  return input.account === undefined
    ? startOnNewAccount(ctx, input, beginning)
    : startOnAccount(ctx, input.account, beginning);
}

async function startOnAccount(ctx: Ctx, account_id: Id, beginning: Beginning): Promise<Form> {
  const { scope } = ctx;
  const known = await ctx.store.read.accounts.find(scope, account_id);
  return ctx.commit(async (tx) => {
    const account = await tx.accounts.find(scope, account_id);
    if (!account) throw invalidField('account', 'is not the id of an account', 'account_unknown');
    const item = ctx.catalogue.find(account.link_item);
    assertTakesForms(account, item);
    return insertForm(ctx, tx, { account, item, beginning });
  }, known && { user_id: known.user });
}

/** What a login can bring is not asked for in forms; one that is under way may still bring it. */
function assertTakesForms({ connection }: Account, item: CatalogueItem | undefined): void {
  if (connection.status === 'error' || (item && isFormItem(item))) return;
  throw invalidField(
    'account',
    `is ${connection.status}: only an account whose login has failed takes forms`,
    'account_unfit',
  );
}

async function startOnNewAccount(
  ctx: Ctx,
  { user, link_item }: StartFormInput,
  beginning: Beginning,
): Promise<Form> {
  const { scope } = ctx;
  const { ids, now } = beginning;
  const item = itemToFill(ctx, link_item);
  const source = sourceOf(item, ctx.environment.kind);
  // The bearer of a user token need not say for whom.
  const user_id = user ?? scope.user_id;
  const form = await ctx.commit(
    async (tx) => {
      const owner = await findOwner(ctx, tx, { user_id, at: { id: ids.user, now } });
      const origin = { user: owner.id, item, source };
      const { account, events } = newFormAccount(origin, { id: ids.account, now });
      const changed = addDataProvider(owner, account.link_item);
      if (changed !== owner) await tx.users.update(scope, changed);
      await tx.accounts.insert(scope, account, { login_hash: null });
      await tx.jobs.enqueue(scope, purgeJob(account, ids.purge));
      await tx.outbox.append(scope, events);
      return insertForm(ctx, tx, { account, item, beginning });
    },
    { user_id: user_id ?? ids.user },
  );
  await beginWork(ctx, ids.account);
  return form;
}

function itemToFill({ catalogue }: Ctx, link_item: string | undefined): CatalogueItem {
  const found =
    link_item === undefined ? catalogue.list().find(isFormItem) : catalogue.find(link_item);
  if (!found) {
    throw invalidField('link_item', 'is not the id of a link item', 'link_item_unknown');
  }
  if (!isFormItem(found)) {
    const text = 'takes a login; once it has failed, name its account instead';
    throw invalidField('link_item', text, 'link_item_unfit');
  }
  return found;
}

async function insertForm(
  { scope }: Ctx,
  tx: Writes,
  of: { account: Account; item: CatalogueItem | undefined; beginning: Beginning },
): Promise<Form> {
  const { account, item } = of;
  const { template, ids, now } = of.beginning;
  const employer = item?.employers === 'item' ? item.item.id : null;
  const form = newForm({ account: account.id, employer, template }, { id: ids.form, now });
  const owned = { kind: 'forms', account: account.id, user: account.user } as const;
  await tx.resources.insert(scope, owned, [formRow(form)]);
  return form;
}
