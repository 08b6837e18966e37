import { accountIn, type Steps } from './flow.ts';
import { followLogin, unsettled, withAccount } from './follow.ts';
import { aboutAccount, call, callBack, show, stay, uiEvent } from './tell.ts';

/** From the login to its end. What was typed passes through in one command and is kept nowhere. */
export const loginSteps = {
  submitted(flow, { credentials }) {
    const { screen } = flow;
    if (screen.name !== 'login' || flow.busy) return stay(flow);
    const told = uiEvent(flow, 'login - form submitted');
    return call({ ...flow, settled: {} }, { do: 'connect', item: screen.item.id, credentials }, [
      told,
    ]);
  },

  user_made(flow, { person }) {
    const told = callBack('onUserCreated', { userId: person.user, userToken: person.token });
    return { flow: { ...flow, person }, commands: [told] };
  },

  taken(flow, { account, is_new }) {
    const { id } = account.account;
    const next = withAccount(flow, account);
    const told = aboutAccount(is_new ? 'onAccountCreated' : 'onAccountUpdated', account);
    const turn = followLogin(next, id);
    return { ...turn, commands: [told, ...turn.commands] };
  },

  answered(flow, { answer }) {
    const { screen } = flow;
    if (screen.name !== 'mfa') return stay(flow);
    const { account } = screen;
    const { flow: next, commands } = call(unsettled(flow, account), {
      do: 'answer',
      account,
      answer,
    });
    // From here it goes on like any login; of a code it is known that it was given.
    const coded = 'code' in answer;
    return { flow: { ...next, screen: { name: 'mfa', account, coded } }, commands };
  },

  asked_again(flow) {
    const { screen } = flow;
    if (screen.name !== 'mfa' || flow.busy) return stay(flow);
    const { account } = screen;
    const next = { ...flow, screen: { ...screen, resending: true } };
    return call(next, { do: 'resend', account });
  },

  went_on(flow, { account }) {
    return followLogin(withAccount(flow, account), account.account.id);
  },

  reconnected(flow, { account: id }) {
    const found = accountIn(flow, id);
    if (!found) return stay(flow);
    if (found.can_reconnect) return call(unsettled(flow, id), { do: 'reconnect', account: id });
    return show(flow, { name: 'login', item: found.item, account: id });
  },

  login_needed(flow, { account: id }) {
    const found = accountIn(flow, id);
    return found ? show(flow, { name: 'login', item: found.item, account: id }) : stay(flow);
  },
} satisfies Partial<Steps>;
