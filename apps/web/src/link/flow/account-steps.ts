import { accountIn, accountOn, type Flow, freshSearch, type Screen, type Steps } from './flow.ts';
import { followChange } from './follow.ts';
import { begin } from './opening.ts';
import { aboutAccount, call, show, stay } from './tell.ts';

/** The list of accounts, and what is done there. */
export const accountSteps = {
  managed: (flow) => show(flow, home(flow)),

  added: begin,

  listed(flow, { accounts }) {
    const next = { ...flow, accounts };
    const id = accountOn(flow.screen);
    if (id === undefined) return { flow: next, commands: [] };
    if (accounts.some(({ account }) => account.id === id)) return followChange(next, id);
    // Revoked elsewhere, or here: the list was faster than the answer.
    const gone = accountIn(flow, id);
    const isOurs = gone && flow.screen.name === 'revoke' && flow.busy;
    return show(next, home(next), isOurs ? [aboutAccount('onAccountRemoved', gone)] : []);
  },

  opened_account(flow, { account: id }) {
    const found = accountIn(flow, id);
    if (!found) return stay(flow);
    const isRefused = found.account.connection.status === 'error';
    const name = isRefused ? 'error' : found.challenge ? 'mfa' : 'progress';
    return show(flow, { name, account: id });
  },

  revoke_asked: (flow, { account }) => show(flow, { name: 'revoke', account }),

  revoke_confirmed(flow) {
    const account = accountIn(flow, accountOn(flow.screen));
    if (flow.screen.name !== 'revoke' || !account) return stay(flow);
    return call(flow, { do: 'revoke', account });
  },

  revoked(flow, { account: gone }) {
    const { id } = gone.account;
    // The list has told it before.
    if (!accountIn(flow, id)) return stay(flow);
    const next = { ...flow, accounts: flow.accounts.filter(({ account }) => account.id !== id) };
    return show(next, home(next), [aboutAccount('onAccountRemoved', gone)]);
  },
} satisfies Partial<Steps>;

function home({ accounts }: Flow): Screen {
  return accounts.length > 0 ? { name: 'manager' } : freshSearch;
}
