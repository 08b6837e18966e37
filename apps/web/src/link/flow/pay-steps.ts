import type { Flow, Steps, Turn } from './flow.ts';
import { followSwitch, withAccount } from './follow.ts';
import { call, show, stay } from './tell.ts';

/** The deposit switch: looked at, confirmed, followed. */
export const paySteps = {
  pay_wanted: (flow, { account }) => show(flow, { name: 'pay_review', account }),

  pay_confirmed: (flow, { encrypted_config }) => begin(flow, encrypted_config, true),

  pay_misfits: (flow, { encrypted_config }) => begin(flow, encrypted_config, false),

  pay_switched: (flow, { account }) => followSwitch(withAccount(flow, account), account.account.id),
} satisfies Partial<Steps>;

function begin(flow: Flow, encrypted_config: string, confirmed: boolean): Turn {
  const { screen } = flow;
  if (screen.name !== 'pay_review') return stay(flow);
  return call(flow, { do: 'switch_pay', account: screen.account, encrypted_config, confirmed });
}
