import type { ConnectorIo, SwitchScript } from '@intarsia/domain';
import { bankAccountAt, payAccountsOf } from '../data/money/accounts.ts';
import type { PaySwitch } from '../data/money/switches.ts';
import type { SandboxSession } from '../mapping.ts';
import { happeningsOf, type Play } from './play.ts';

/** Where pay was sent over time: what was asked for here, and what a scenario lets the person do elsewhere. */
export function switchesOf(
  { item, persona, play, switches = [] }: SandboxSession,
  { seed = '', forced_scans = [] }: ConnectorIo,
): PaySwitch[] {
  if (!play) return switches;
  const elsewhere = happeningsOf(play).flatMap(({ at, step: { redirect_pay } }, index) => {
    if (redirect_pay === undefined) return [];
    const name = `redirect/${index + 1}`;
    const bank = bankAccountAt(redirect_pay, { seed, login: `${persona}/${name}` });
    const { instant } = payAccountsOf(seed, persona, item);
    const allocations = [{ ...bank, source_id: name, share: 'rest' as const }];
    const forced = forced_scans.filter((time) => time <= at).length;
    return [{ at, forced, instant, allocations }];
  });
  return [...switches, ...elsewhere].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** What a scenario says of the deposit switch that is under way. */
export function switchScript(play: Play | undefined): SwitchScript | undefined {
  const attempts = play?.pay_distribution?.attempts;
  return attempts?.[Math.min(play?.switched ?? 0, attempts.length - 1)];
}

/** The session after a deposit switch has ended, whatever came of it. */
export function afterSwitch(session: SandboxSession): SandboxSession {
  const { play } = session;
  return play ? { ...session, play: { ...play, switched: play.switched + 1 } } : session;
}
