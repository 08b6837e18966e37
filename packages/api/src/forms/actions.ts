import {
  type Account,
  type AnswerFormInput,
  addFormFile,
  answerForm,
  checkFile,
  closeForm,
  type Form,
  type FormFile,
  type FormFilePlace,
  type FormFileRef,
  type FormMoment,
  formFiles,
  type Id,
  IntarsiaError,
  type ResourceRef,
  removeFormFile,
  slotOf,
  submitForm as submitFormOf,
  usualFileName,
} from '@intarsia/domain';
import type { StoredBlob, Writes } from '@intarsia/store';
import { fileUrl, withFileLinks } from '../files/links.ts';
import { sealFile } from '../files/sealed.ts';
import type { Ctx, Upload } from '../kernel/index.ts';
import { formOf, formRow } from './rows.ts';
import { templateOf } from './templates.ts';

/** Changes answers of a questionnaire. Throws `resource_not_found`, `form_closed`. */
export function answer(ctx: Ctx, { id, data }: AnswerFormInput): Promise<Form> {
  return changeForm(ctx, id, async (_, { form, at }) => {
    const changed = answerForm(form, data, at);
    return { form: changed, answer: withFileLinks(ctx, changed) };
  });
}

/**
 * Keeps a file of a form, sealed. Throws `resource_not_found`, `form_closed`, `form_full`, `file_empty`,
 * `body_too_large`, `media_type_unsupported`.
 */
export async function addFile(
  ctx: Ctx,
  { id, slot, name, media_type: declared, content }: FormFilePlace & Upload,
): Promise<FormFile> {
  const { form, account, at } = await findForm(ctx, id);
  const { media_types: accepted, max_bytes: most } = slotOf(at.template, slot);
  const media_type = checkFile(content, { declared, accepted, most });
  const file: FormFile = {
    file_id: ctx.ids.next(),
    status: 'available',
    url: null,
    name: name ?? usualFileName(slot, media_type),
    size: content.length,
    created_at: at.now,
    metadata: {},
  };
  // What can be refused is refused before so many bytes are sealed; it is asked again where it counts.
  addFormFile(form, { slot, file }, at);
  const blob: StoredBlob = {
    id: file.file_id,
    account_id: account.id,
    user_id: account.user,
    form_id: id,
    slot,
    name: file.name,
    media_type,
    size: file.size,
    created_at: at.now,
    content: sealFile(ctx.vault, content, file.file_id),
  };
  return changeForm(ctx, id, async (tx, { form }) => {
    const changed = addFormFile(form, { slot, file }, at);
    await tx.blobs.insert(ctx.scope, blob);
    const url = fileUrl(ctx, { kind: 'forms', id: file.file_id });
    return { form: changed, answer: { ...file, url } };
  });
}

/** Erases a file of a form. Throws `resource_not_found`, `form_closed`. */
export function removeFile(ctx: Ctx, { id, file }: FormFileRef): Promise<void> {
  return changeForm(ctx, id, async (tx, { form, at }) => {
    const changed = removeFormFile(form, file, at.now);
    await tx.blobs.remove(ctx.scope, file);
    return { form: changed, answer: undefined };
  });
}

/** Sends a form. Throws `resource_not_found`, `form_closed`, `form_incomplete`. */
export function submit(ctx: Ctx, { id }: ResourceRef): Promise<Form> {
  return changeForm(ctx, id, async (tx, { form: before, account, at }) => {
    const form = closeForm(before, at);
    const held = account.availability.forms;
    const counts = {
      form: id,
      available_count: (held?.available_count ?? 0) + 1,
      files_count: (held?.files_count ?? 0) + formFiles(form).length,
      // A file is looked at when it arrives, so none is ever still being processed.
      in_progress_count: 0,
    };
    const submitted = submitFormOf(account, counts, at.now);
    await tx.accounts.update(ctx.scope, submitted.account);
    await tx.outbox.append(ctx.scope, submitted.events);
    return { form, answer: withFileLinks(ctx, form) };
  });
}

/** A form with its account, and what it is changed with. */
interface FoundForm {
  readonly form: Form;
  readonly account: Account;
  readonly at: FormMoment;
}

async function findForm(ctx: Ctx, id: Id): Promise<FoundForm> {
  const { resources, accounts } = ctx.store.read;
  const row = (await resources.find(ctx.scope, { kind: 'forms', id })) ?? noForm();
  const account = (await accounts.find(ctx.scope, row.account)) ?? noForm();
  const form = formOf(row);
  return { form, account, at: { template: templateOf(ctx, form.template), now: ctx.clock.now() } };
}

/** Commits what `change` makes of a form. Nobody else changes it meanwhile, for its account is locked. */
async function changeForm<T>(
  ctx: Ctx,
  id: Id,
  change: (tx: Writes, found: FoundForm) => Promise<{ form: Form; answer: T }>,
): Promise<T> {
  const { scope } = ctx;
  const { account: known, at } = await findForm(ctx, id);
  return ctx.commit(
    async (tx) => {
      const account = (await tx.accounts.find(scope, known.id)) ?? noForm();
      const row = (await tx.resources.find(scope, { kind: 'forms', id })) ?? noForm();
      const changed = await change(tx, { form: formOf(row), account, at });
      const owned = { kind: 'forms', account: account.id, user: account.user } as const;
      await tx.resources.update(scope, owned, [formRow(changed.form)]);
      return changed.answer;
    },
    { user_id: known.user },
  );
}

function noForm(): never {
  throw new IntarsiaError('resource_not_found', 'Not found.');
}
