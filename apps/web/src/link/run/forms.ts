import type { FormTemplate } from '@intarsia/domain';
import type { FormOrigin, Message } from '../flow/flow.ts';
import type { Session } from './session.ts';

/** Begins a form, for an account whose login failed or for a link item that takes forms. */
export async function beginForm(session: Session, of: FormOrigin): Promise<Message> {
  const [form, { results }] = await Promise.all([
    session.asPerson((api) => api.forms.start.mutate(origin(of))),
    session.asKey((api) => api.forms.templates.query({})),
  ]);
  const template = templateOf(results, form.template);
  const account = await session.asPerson((api) => api.link.account.query({ id: form.account }));
  return { kind: 'form_begun', form, template, account };
}

/** The line of business of link items that take papers. */
const DOCUMENTS = 'documents';

/** The questionnaire for who is paid by nobody on the list; undefined where no link item takes forms. */
export async function findForm(session: Session): Promise<FormOrigin | undefined> {
  const [{ results: items }, { results: templates }] = await session.asKey((api) =>
    Promise.all([
      api.link.search.query({ show_categories: [DOCUMENTS], limit: 10 }),
      api.forms.templates.query({}),
    ]),
  );
  const item = items.find(({ takes_forms }) => takes_forms);
  const template = templates.find(({ needs_files }) => !needs_files);
  return item && { link_item: item.id, template: template?.id };
}

function origin(of: FormOrigin): { account?: string; link_item?: string; template?: string } {
  if ('account' in of) return { account: of.account };
  const { link_item, template } = of;
  return { link_item, ...(template === undefined ? {} : { template }) };
}

function templateOf(templates: readonly FormTemplate[], id: string): FormTemplate {
  const found = templates.find((one) => one.id === id);
  if (!found) throw new Error('The server has begun a form of a template that it does not list.');
  return found;
}
