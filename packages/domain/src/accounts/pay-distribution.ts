import {
  type PayDistributionErrorCode,
  payDistributionErrors,
} from '../pay-distribution-errors.ts';
import type { Timestamp } from '../values.ts';
import type { Account, PayDistributionStatus } from './account.ts';
import {
  type AccountChange,
  type AccountMoment,
  illegal,
  notBefore,
  plainEvent,
  refuseForm,
  told,
} from './changes.ts';

/** A deposit switch was asked for; the person has to confirm it. A finished one may be followed by another. */
export function requestPayDistribution(
  account: Account,
  { item, now }: AccountMoment,
): AccountChange {
  const { status } = account.pay_distribution;
  refuseForm(account, item, 'awaiting_confirmation');
  if (status !== 'idle' && status !== 'success' && status !== 'error') {
    throw illegal(status, 'awaiting_confirmation');
  }
  return moved(account, 'awaiting_confirmation', now);
}

/** The person confirmed. A live account goes on at once, another one waits for its connection. */
export function confirmPayDistribution(account: Account, now: Timestamp): AccountChange {
  const { status } = account.pay_distribution;
  const to = isLive(account) ? 'scanning' : 'awaiting_connection';
  if (status !== 'awaiting_confirmation') throw illegal(status, to);
  return moved(account, to, now);
}

const before = {
  scanning: 'awaiting_connection',
  updating: 'scanning',
  success: 'updating',
} as const;

/** The switch came one step further. Work at the source needs a live account; its success does not. */
export function advancePayDistribution(
  account: Account,
  to: keyof typeof before,
  now: Timestamp,
): AccountChange {
  const { status } = account.pay_distribution;
  if (status !== before[to]) throw illegal(status, to);
  if (to !== 'success' && !isLive(account)) throw illegal(status, to, 'not connected');
  return moved(account, to, now);
}

/** The switch failed, at any point between the request and its success. The connection stays as it is. */
export function failPayDistribution(
  account: Account,
  code: PayDistributionErrorCode,
  now: Timestamp,
): AccountChange {
  const { status } = account.pay_distribution;
  if (status === 'idle' || status === 'success' || status === 'error') {
    throw illegal(status, 'error');
  }
  const { message } = payDistributionErrors[code];
  const failed = withPayDistribution(account, 'error', { code, now });
  const data = {
    account: account.id,
    user: account.user,
    error_code: code,
    error_message: message,
  };
  return {
    account: failed,
    events: [
      {
        type: 'accounts.pay_distribution_failed',
        occurred_at: failed.updated_at,
        data,
        resource: failed,
      },
      plainEvent('accounts.updated', failed),
    ],
  };
}

function moved(account: Account, to: PayDistributionStatus, now: Timestamp): AccountChange {
  const next = withPayDistribution(account, to, { code: null, now });
  return to === 'success'
    ? told(next, 'accounts.pay_distribution_success', 'accounts.updated')
    : told(next, 'accounts.updated');
}

/** The only place where the status of a switch is written, so that both error keys and the text agree. */
function withPayDistribution(
  account: Account,
  status: PayDistributionStatus,
  { code, now }: { code: PayDistributionErrorCode | null; now: Timestamp },
): Account {
  const updated_at = notBefore(account, now);
  return {
    ...account,
    updated_at,
    pay_distribution: {
      status,
      error_code: code,
      error: code,
      error_message: code === null ? null : payDistributionErrors[code].message,
      updated_at,
    },
  };
}

function isLive(account: Account): boolean {
  return account.connection.status === 'connected';
}
