import type { Flow, Screen } from '../flow/flow.ts';
import type { Session } from './session.ts';

/**
 * Where a reload goes on, besides what the server knows. It is kept in the entry of the browser's history:
 * in no storage, in no URL, and nothing that was typed is in it.
 */
export interface Bookmark {
  readonly item?: string | undefined;
  readonly account?: string | undefined;
  readonly form?: string | undefined;
}

/** The bookmark of a screen; empty for those that the server leads back to, undefined where the last one counts. */
export function bookmarkOf({ screen }: Flow): Bookmark | undefined {
  if (screen.name === 'waiting') return undefined;
  if (screen.name === 'login') return { item: screen.item.id, account: screen.account };
  if (screen.name === 'form') return { form: screen.form.id };
  return {};
}

/** Reads what an entry of the history holds, which anybody may have written. */
export function readBookmark(state: unknown): Bookmark {
  const { item, account, form } = Object(Object(state).link);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { item: text(item), account: text(account), form: text(form) };
}

/** The screen that a bookmark leads to, if it is still there. */
export async function screenAt(bookmark: Bookmark, session: Session): Promise<Screen | undefined> {
  const { item: id, account, form: form_id } = bookmark;
  try {
    if (id !== undefined) {
      const item = await session.asKey((api) => api.link.item.query({ id }));
      return item.login && !item.is_disabled ? { name: 'login', item, account } : undefined;
    }
    if (form_id === undefined || session.token() === undefined) return undefined;
    const form = await session.asPerson((api) => api.forms.get.query({ id: form_id }));
    if (form.status !== 'in_progress') return undefined;
    const { results } = await session.asKey((api) => api.forms.templates.query({}));
    const template = results.find((one) => one.id === form.template);
    return template && { name: 'form', form, template };
  } catch {
    // It is gone; the usual first screen is as good.
    return undefined;
  }
}
