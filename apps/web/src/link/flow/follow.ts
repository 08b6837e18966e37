import type { LinkAccount, LinkItemCard } from '../shapes.ts';
import { accountIn, accountOn, type Flow, type Turn } from './flow.ts';
import { isTypedAgain } from './next-steps.ts';
import { aboutAccount, show, stay } from './tell.ts';

/** The flow with an account as it is now. */
export function withAccount(flow: Flow, changed: LinkAccount): Flow {
  const others = flow.accounts.filter(({ account }) => account.id !== changed.account.id);
  const known = others.length < flow.accounts.length;
  const accounts = known
    ? flow.accounts.map((one) => (one.account.id === changed.account.id ? changed : one))
    : [changed, ...flow.accounts];
  return { ...flow, accounts };
}

/** Where the login of an account stands: the screen that belongs to it, told once. */
export function followLogin(flow: Flow, id: string): Turn {
  const found = accountIn(flow, id);
  if (!found) return stay(flow);
  const { status, error_code } = found.account.connection;
  if (status === 'connecting') return goingOn(unsettled(flow, id), found);
  if (flow.settled[id] === status) return calm(flow);
  const next = { ...flow, settled: { ...flow.settled, [id]: status } };
  if (status === 'connected') return connected(next, found);
  const told = [aboutAccount('onAccountError', found)];
  if (error_code !== null && isTypedAgain(error_code)) {
    const { item } = found;
    return show(next, { name: 'login', item, account: id, refused: true }, told);
  }
  return show(next, { name: 'error', account: id }, told);
}

/** A login of an account begins anew, so that its outcome is told again. */
export function unsettled(flow: Flow, id: string): Flow {
  const { [id]: _, ...settled } = flow.settled;
  return { ...flow, settled };
}

function goingOn(flow: Flow, { account, challenge }: LinkAccount): Turn {
  const { id } = account;
  const { screen } = flow;
  const isHere = accountOn(screen) === id;
  const coded = isHere && 'coded' in screen && screen.coded === true;
  if (isHere && screen.name === 'mfa' && screen.resending) return calm(flow);
  if (!challenge) {
    const isThere = isHere && screen.name === 'progress';
    return isThere ? calm(flow) : show(flow, { name: 'progress', account: id, coded });
  }
  // Still there: another question, or only news of something else.
  if (isHere && screen.name === 'mfa' && !coded) return calm(flow);
  return show(flow, { name: 'mfa', account: id, again: coded && challenge.kind === 'code' });
}

/** The screen stays, and nothing is waited for any more. */
function calm(flow: Flow): Turn {
  return { flow: { ...flow, busy: false, trouble: undefined }, commands: [] };
}

function connected(flow: Flow, found: LinkAccount): Turn {
  const { account, item } = found;
  const told = [aboutAccount('onAccountConnected', found)];
  const goesOn = switchesPay(flow, item) && flow.options.payDistributionAutoTrigger;
  return show(flow, { name: goesOn ? 'pay_review' : 'success', account: account.id }, told);
}

/** Whether the deposit of an account is to be switched after its login. */
export function switchesPay({ options }: Flow, item: LinkItemCard): boolean {
  const { payDistributionUpdateFlow: wanted, payDistributionConfig: config } = options;
  return wanted && config !== null && item.switches_pay;
}

/** Where the deposit switch of an account stands: the screen that belongs to it, told once. */
export function followSwitch(flow: Flow, id: string): Turn {
  const found = accountIn(flow, id);
  if (!found) return stay(flow);
  const { status } = found.account.pay_distribution;
  if (status === 'success') {
    const told = [aboutAccount('onPayDistributionSuccess', found)];
    return show(flow, { name: 'pay_success', account: id }, told);
  }
  if (status === 'error') {
    const told = [aboutAccount('onPayDistributionError', found)];
    return show(flow, { name: 'pay_error', account: id }, told);
  }
  if (flow.screen.name === 'pay_progress') return stay(flow);
  return show(flow, { name: 'pay_progress', account: id });
}

/** The screen of an account that has changed, where it is the one that is waited for. */
export function followChange(flow: Flow, id: string): Turn {
  const { screen } = flow;
  if (accountOn(screen) !== id) return stay(flow);
  if (screen.name === 'mfa' || screen.name === 'progress') return followLogin(flow, id);
  if (screen.name === 'pay_progress') return followSwitch(flow, id);
  if (screen.name === 'error') {
    // The source is back by itself, or the person logs in elsewhere.
    const { status } = accountIn(flow, id)?.account.connection ?? {};
    return status === 'error' ? stay(flow) : followLogin(flow, id);
  }
  return stay(flow);
}
