import { z } from 'zod';
import { IntarsiaError, invalidField } from './errors.ts';
import { FileName, FileType, MAX_FILE_BYTES } from './files.ts';
import type { Form, FormFile } from './resources/forms.ts';
import { Id, IdInput, isWellFormed, type Timestamp } from './values.ts';

/** The places of a form that hold files. */
export const FormSlot = z.enum(['paystubs', 'form_w2', 'form_1099']);
export type FormSlot = z.infer<typeof FormSlot>;

/** The questions of a form that are answered with words. */
export const FormField = z.enum(['income_source', 'payroll_provider']);
export type FormField = z.infer<typeof FormField>;

/** What a form asks for. */
export const FormTemplate = z.object({
  id: Id,
  version: z.string(),
  name: z.string(),
  description: z.string(),
  fields: z.array(z.object({ name: FormField, label: z.string(), is_required: z.boolean() })),
  slots: z.array(
    z.object({
      name: FormSlot,
      label: z.string(),
      media_types: z.array(FileType),
      max_files: z.int().min(1),
      max_bytes: z.int().min(1).max(MAX_FILE_BYTES).meta({ description: 'Of each file.' }),
    }),
  ),
  needs_files: z.boolean().meta({ description: 'At least one file is needed to submit it.' }),
});
export type FormTemplate = z.infer<typeof FormTemplate>;

/** Begins a form: for an account whose login failed, or for a form link item, which makes an account. */
export const StartFormInput = z
  .object({
    account: IdInput.optional(),
    user: IdInput.optional(),
    link_item: z.string().optional(),
    template: IdInput.optional(),
  })
  .superRefine(({ account, user, link_item }, ctx) => {
    if (account === undefined) return;
    const message = 'must not be given together with account';
    if (user !== undefined) ctx.addIssue({ code: 'custom', path: ['user'], message });
    if (link_item !== undefined) ctx.addIssue({ code: 'custom', path: ['link_item'], message });
  });
export type StartFormInput = z.infer<typeof StartFormInput>;

const Words = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .refine(isWellFormed, 'must not contain control characters or lone surrogates')
  .nullable()
  .optional();

/** Answers of the questionnaire: those that are absent stay as they are, null takes one back. */
export const FormAnswers = z.strictObject({ income_source: Words, payroll_provider: Words });
export type FormAnswers = z.infer<typeof FormAnswers>;

/** New answers for one form. */
export const AnswerFormInput = z.object({ id: IdInput, data: FormAnswers });
export type AnswerFormInput = z.infer<typeof AnswerFormInput>;

/** Where an uploaded file belongs, and what the person calls it. */
export const FormFilePlace = z.object({ id: IdInput, slot: FormSlot, name: FileName.optional() });
export type FormFilePlace = z.infer<typeof FormFilePlace>;

/** Names one file of a form. */
export const FormFileRef = z.object({ id: IdInput, file: IdInput });
export type FormFileRef = z.infer<typeof FormFileRef>;

/** A form that nothing was filled in yet. */
export function newForm(
  of: { account: Id; employer: string | null; template: FormTemplate },
  at: { id: Id; now: Timestamp },
): Form {
  return {
    id: at.id,
    account: of.account,
    employer: of.employer,
    created_at: at.now,
    updated_at: at.now,
    metadata: {},
    template: of.template.id,
    version: of.template.version,
    status: 'in_progress',
    data: { income_source: null, payroll_provider: null, paystubs: [], form_w2: [], form_1099: [] },
  };
}

/** What a form is changed with: the template that it was begun from, and the time. */
export interface FormMoment {
  readonly template: FormTemplate;
  readonly now: Timestamp;
}

/** The form with other answers. Throws `form_closed`, and `input_invalid` for what it does not ask. */
export function answerForm(form: Form, answers: FormAnswers, { template, now }: FormMoment): Form {
  assertOpen(form);
  const given = FormField.options.filter((name) => answers[name] !== undefined);
  const asked = template.fields.map(({ name }) => name);
  const stray = given.find((name) => !asked.includes(name));
  if (stray !== undefined) throw invalidField(`data.${stray}`, 'is not asked by this form');
  const changes = Object.fromEntries(given.map((name) => [name, answers[name]]));
  return touched({ ...form, data: { ...form.data, ...changes } }, now);
}

/** What a slot of the form takes. Throws `input_invalid` for a slot that the form does not have. */
export function slotOf(template: FormTemplate, name: FormSlot): FormTemplate['slots'][number] {
  const slot = template.slots.find((one) => one.name === name);
  if (!slot) throw invalidField('slot', 'is not one of this form');
  return slot;
}

/** The form with one more file. Throws `form_closed`, `form_full`. */
export function addFormFile(
  form: Form,
  { slot: name, file }: { slot: FormSlot; file: FormFile },
  { template, now }: FormMoment,
): Form {
  assertOpen(form);
  const { max_files } = slotOf(template, name);
  if (form.data[name].length >= max_files) {
    throw invalidField('slot', `already has ${max_files} files`, 'form_full');
  }
  return touched({ ...form, data: { ...form.data, [name]: [...form.data[name], file] } }, now);
}

/** The form without one of its files. Throws `form_closed`, `resource_not_found`. */
export function removeFormFile(form: Form, file_id: Id, now: Timestamp): Form {
  if (!formFiles(form).some((file) => file.file_id === file_id)) {
    throw new IntarsiaError('resource_not_found', 'Not found.');
  }
  assertOpen(form);
  return mapFormFiles(touched(form, now), (files) =>
    files.filter((file) => file.file_id !== file_id),
  );
}

/** The form as it was sent. Throws `form_closed`, and `form_incomplete` with what is missing. */
export function closeForm(form: Form, { template, now }: FormMoment): Form {
  assertOpen(form);
  const missing = template.fields
    .filter(({ name, is_required }) => is_required && form.data[name] === null)
    .map(({ name }): [string, string[]] => [`data.${name}`, ['is required']]);
  if (template.needs_files && formFiles(form).length === 0) {
    for (const { name } of template.slots) missing.push([`data.${name}`, ['no slot has a file']]);
  }
  const [first] = missing;
  if (first) {
    const fields = Object.fromEntries(missing);
    throw new IntarsiaError('form_incomplete', `${first[0]}: ${first[1][0]}`, { fields });
  }
  return touched({ ...form, status: 'submitted' }, now);
}

/** All files of a form. */
export function formFiles({ data }: Pick<Form, 'data'>): FormFile[] {
  return FormSlot.options.flatMap((slot) => data[slot]);
}

/** The form with other files in its slots. */
export function mapFormFiles<Of extends Pick<Form, 'data'>>(
  form: Of,
  change: (files: FormFile[]) => FormFile[],
): Of {
  const { paystubs, form_w2, form_1099 } = form.data;
  const data = {
    ...form.data,
    paystubs: change(paystubs),
    form_w2: change(form_w2),
    form_1099: change(form_1099),
  };
  return { ...form, data };
}

function assertOpen({ status }: Form): void {
  if (status === 'in_progress') return;
  throw new IntarsiaError('form_closed', 'The form was submitted, so it stays as it is.');
}

function touched(form: Form, now: Timestamp): Form {
  return { ...form, updated_at: now > form.updated_at ? now : form.updated_at };
}
