import type { FormTemplate } from '@intarsia/domain';
import type { Texts } from '../texts/en.ts';

/** What is wrong with a form, in words, by the name of its field; `files` for what is wrong with them. */
export type FormFaults = Readonly<Record<string, string>>;

/** What has to be mended before a form can be sent; nothing when it can. */
export function faultsIn(
  { fields, needs_files }: Pick<FormTemplate, 'fields' | 'needs_files'>,
  answers: Readonly<Record<string, string | null>>,
  { files, isSending, words }: { files: number; isSending: boolean; words: Texts['form'] },
): FormFaults {
  const missing = fields.filter(({ name, is_required }) => is_required && !answers[name]);
  const faults = missing.map(({ name }) => [name, words.required(words.fields[name])] as const);
  const noFile = needs_files && files === 0 ? words.needsFile : undefined;
  const about = isSending ? words.waits : noFile;
  return Object.fromEntries(about === undefined ? faults : [...faults, ['files', about] as const]);
}
