import {
  type ConnectorIo,
  millisecondsOf,
  misfitOf,
  type PayDistributionAttempt,
  type PayDistributionConfig,
  PayDistributionError,
  type PayDistributionErrorCode,
  type PayDistributionStep,
  type Session,
} from '@intarsia/domain';
import { z } from 'zod';
import { payAccountsOf } from './data/money/accounts.ts';
import { accountsAfter } from './data/money/switch.ts';
import { keptSession, SandboxSession } from './mapping.ts';
import { afterSwitch, switchesOf, switchScript } from './play/pay-play.ts';
import { PAY_READ, PAY_UPDATED, scaled } from './timing.ts';

/** What a run waited for when it ended. */
const Resume = z.object({ after: z.enum(['start', 'reading', 'checkpoint', 'updating']) });
type Resume = z.infer<typeof Resume>;

/**
 * A deposit switch as the source sees it: it reads the allocations for a while, then sets them for a while. The
 * session then tells what was chosen, and when.
 */
export function* updatePayDistribution(
  session: Session,
  attempt: PayDistributionAttempt,
  io: ConnectorIo,
): Generator<PayDistributionStep, void, undefined> {
  const known = SandboxSession.parse(session);
  const { after } = Resume.parse(attempt.resume ?? { after: 'start' });
  const script = switchScript(known.play);
  const refusal = script?.fail === undefined ? refusalOf(attempt.config) : refusalFor(script.fail);
  if (after === 'start' || after === 'reading') {
    const wait = after === 'start' ? waitOf(script?.reading, scaled(PAY_READ, io.speed)) : 0;
    if (wait > 0) return yield waitFor(wait, { after: 'reading' });
    const misfit = misfitOf(attempt.config, attempt.link_item.item.features);
    if (misfit) throw failed(known, misfit);
    if (refusal && !refusal.changes) throw failed(known, refusal.code);
    return yield { kind: 'updating', resume: { after: 'checkpoint' } };
  }
  const usual = scaled(PAY_UPDATED, io.speed);
  const wait = after === 'checkpoint' ? waitOf(script?.updating, usual) : 0;
  if (wait > 0) return yield waitFor(wait, { after: 'updating' });
  if (refusal) throw failed(known, refusal.code);
  yield { kind: 'done', session: switched(known, attempt, io) };
}

function waitOf(scripted: string | undefined, usual: number): number {
  return scripted === undefined ? usual : millisecondsOf(scripted);
}

/** A failed switch counts, for a scenario may let the next one go well. */
function failed(session: SandboxSession, code: PayDistributionErrorCode): PayDistributionError {
  const counted = session.play && keptSession(afterSwitch(session));
  return new PayDistributionError(code, { session: counted });
}

function refusalFor(code: PayDistributionErrorCode): Refusal | undefined {
  return refusals.find((one) => one.code === code);
}

function waitFor(for_ms: number, resume: Resume): PayDistributionStep {
  return { kind: 'wait', for_ms, resume };
}

/** How a source refuses a switch, and whether it has begun to change something by then. */
interface Refusal {
  readonly code: PayDistributionErrorCode;
  readonly changes: boolean;
}

/** In the order of the numbers that lead to them; never change it, tests of clients rely on it. */
const refusals: readonly Refusal[] = [
  { code: 'account_disconnected', changes: false },
  { code: 'bank_and_card_update_failed', changes: true },
  { code: 'invalid_mfa', changes: false },
  { code: 'card_update_failed', changes: true },
  { code: 'confirmation_timeout', changes: false },
  { code: 'incompatible_auth', changes: false },
  { code: 'incompatible_config', changes: false },
  { code: 'mfa_timeout', changes: false },
  { code: 'invalid_allocation', changes: true },
  { code: 'system_error', changes: true },
];

/**
 * The error that a config leads to: the account numbers 9000000001 to 9000000010 and the card numbers
 * 9000000000000001 to 9000000000000010 have one each.
 */
function refusalOf({ bank_account, card }: PayDistributionConfig): Refusal | undefined {
  const byAccount = /^90000000(\d\d)$/.exec(bank_account?.account_number ?? '');
  const byCard = /^90000000000000(\d\d)$/.exec(card?.card_number ?? '');
  const [, place] = byAccount ?? byCard ?? [];
  return place === undefined ? undefined : refusals[Number(place) - 1];
}

function switched(
  session: SandboxSession,
  { config, link_item }: PayDistributionAttempt,
  io: ConnectorIo,
): Session {
  const { item, persona, switches = [] } = session;
  const at = io.clock.now();
  const done = switchesOf(session, io).filter((one) => one.at <= at);
  const before = done.at(-1) ?? payAccountsOf(io.seed ?? '', persona, item);
  const { features } = link_item.item;
  const after = accountsAfter(before, { config, features, name: `switch/${switches.length + 1}` });
  const one = { ...after, at, forced: io.forced_scans?.length ?? 0 };
  return keptSession({ ...afterSwitch(session), switches: [...switches, one] });
}
