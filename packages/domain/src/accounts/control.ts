import { type ConnectionErrorCode, connectionErrors } from '../connection-errors.ts';
import type { PayDistributionErrorCode } from '../pay-distribution-errors.ts';
import type { Account, ConnectionStatus, PayDistributionStatus } from './account.ts';
import { type AccountChange, type AccountMoment, illegal, refuseForm } from './changes.ts';
import {
  connectAccount,
  failConnection,
  recoverConnection,
  submitCredentials,
} from './connection.ts';
import {
  advancePayDistribution,
  confirmPayDistribution,
  failPayDistribution,
  requestPayDistribution,
} from './pay-distribution.ts';

/** Where a connection is to be brought; a code exactly with `error`. */
export interface ConnectionTarget {
  readonly status: ConnectionStatus;
  readonly error_code: ConnectionErrorCode | null;
}

/** Where a deposit switch is to be brought; a code exactly with `error`. */
export interface PayDistributionTarget {
  readonly status: PayDistributionStatus;
  readonly error_code: PayDistributionErrorCode | null;
}

type Step = (account: Account) => AccountChange;

/**
 * Brings a connection where it is wanted, by the shortest legal path and with the events of each step.
 * One that is there already stays as it is. Throws `transition_illegal`.
 */
export function forceConnection(
  account: Account,
  to: ConnectionTarget,
  moment: AccountMoment,
): AccountChange {
  const { status, error_code } = account.connection;
  if (status === to.status && error_code === to.error_code) return { account, events: [] };
  refuseForm(account, moment.item, to.status);
  return walk(account, connectionPath(account, to, moment));
}

function connectionPath(account: Account, to: ConnectionTarget, moment: AccountMoment): Step[] {
  const { status, error_code } = account.connection;
  const submit: Step = (before) => submitCredentials(before, moment.now);
  if (to.error_code !== null) {
    const code = to.error_code;
    const fail: Step = (before) => failConnection(before, code, moment);
    return status === 'error' ? [submit, fail] : [fail];
  }
  if (to.status === 'connecting') return [submit];
  const isOutage = error_code !== null && connectionErrors[error_code].outage;
  if (isOutage) return [(before) => recoverConnection(before, moment.now)];
  const connect: Step = (before) => connectAccount(before, moment);
  return status === 'error' ? [submit, connect] : [connect];
}

/** The way of a switch from its request to its success. */
const course = [
  'awaiting_confirmation',
  'awaiting_connection',
  'scanning',
  'updating',
  'success',
] as const;
type Stage = (typeof course)[number];

/**
 * Brings the deposit switch of an account where it is wanted, likewise. What has ended may be followed by
 * another switch; one that is under way goes on, and never back.
 */
export function forcePayDistribution(
  account: Account,
  to: PayDistributionTarget,
  moment: AccountMoment,
): AccountChange {
  const from = account.pay_distribution;
  if (from.status === to.status && from.error_code === to.error_code) {
    return { account, events: [] };
  }
  if (to.error_code !== null) {
    const code = to.error_code;
    const fail: Step = (before) => failPayDistribution(before, code, moment.now);
    const request: Step = (before) => requestPayDistribution(before, moment);
    return walk(account, isUnderWay(from.status) ? [fail] : [request, fail]);
  }
  const stages = stagesTo(account, to.status);
  if (!stages) throw illegal(from.status, to.status);
  return walk(
    account,
    stages.map((stage) => (before) => advanceTo(before, stage, moment)),
  );
}

function isUnderWay(status: PayDistributionStatus): boolean {
  return status !== 'idle' && status !== 'success' && status !== 'error';
}

/** Undefined when no way leads there: backwards, or past what needs a live account or must not have one. */
function stagesTo(account: Account, to: PayDistributionStatus): Stage[] | undefined {
  const { status } = account.pay_distribution;
  const isLive = account.connection.status === 'connected';
  const order: readonly string[] = course;
  const start = isUnderWay(status) ? order.indexOf(status) + 1 : 0;
  const end = order.indexOf(to);
  const stages = course
    .slice(start, end + 1)
    .filter((stage) => stage !== 'awaiting_connection' || !isLive);
  const needsLive = stages.includes('scanning') || stages.includes('updating');
  return stages.at(-1) === to && (isLive || !needsLive) ? stages : undefined;
}

function advanceTo(account: Account, stage: Stage, moment: AccountMoment): AccountChange {
  if (stage === 'awaiting_confirmation') return requestPayDistribution(account, moment);
  const isUnconfirmed = account.pay_distribution.status === 'awaiting_confirmation';
  return stage === 'awaiting_connection' || isUnconfirmed
    ? confirmPayDistribution(account, moment.now)
    : advancePayDistribution(account, stage, moment.now);
}

function walk(start: Account, steps: readonly Step[]): AccountChange {
  return steps.reduce<AccountChange>(
    (before, step) => {
      const { account, events } = step(before.account);
      return { account, events: [...before.events, ...events] };
    },
    { account: start, events: [] },
  );
}
