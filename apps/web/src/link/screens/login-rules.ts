import type { LoginField } from '../shapes.ts';
import type { Texts } from '../texts/en.ts';

/** What a field is called; the server's own name where there is no word for it. */
export function fieldName({ label_key, name }: LoginField, { login }: Texts): string {
  const names: Readonly<Record<string, string>> = login.fields;
  return names[label_key] ?? name;
}

/** What can be told to be wrong before anything is sent; undefined when nothing is. */
export function faultIn(field: LoginField, value: string, texts: Texts): string | undefined {
  const { min_length: least, max_length: most } = field.rules;
  const name = fieldName(field, texts);
  if (value.trim() === '') return texts.login.required(name);
  const length = [...value].length;
  if (length < least) return texts.login.tooShort(name, least);
  return length > most ? texts.login.tooLong(name, most) : undefined;
}
