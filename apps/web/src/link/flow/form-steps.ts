import { accountOn, type Steps } from './flow.ts';
import { withAccount } from './follow.ts';
import { call, callBack, show, stay } from './tell.ts';

/** Documents and answers in place of a login. */
export const formSteps = {
  form_wanted: (flow, { of }) => call(flow, { do: 'begin_form', of }),

  form_begun(flow, { form, template, account }) {
    const suggestion = flow.screen.name === 'unlisted' ? flow.screen.term : undefined;
    const next = withAccount(flow, account);
    return show(next, { name: 'form', form, template, suggestion });
  },

  form_submitted(flow) {
    const { screen } = flow;
    return screen.name === 'form'
      ? call(flow, { do: 'submit_form', form: screen.form.id })
      : stay(flow);
  },

  form_sent(flow, { account }) {
    const { id: accountId, user: userId } = account.account;
    const { screen } = flow;
    if (screen.name !== 'form' || accountOn(screen) !== accountId) return stay(flow);
    const name = screen.template.needs_files ? 'onDocumentsSubmitted' : 'onFormSubmitted';
    const told = callBack(name, { accountId, userId });
    return show(withAccount(flow, account), { name: 'sent', account: accountId }, [told]);
  },
} satisfies Partial<Steps>;
