import { type ConnectionErrorCode, connectionErrors } from '../connection-errors.ts';
import type { DomainEvent } from '../events.ts';
import type { Timestamp } from '../values.ts';
import type { Account, AccountConnection } from './account.ts';
import { endScan } from './availability-moves.ts';
import {
  type AccountChange,
  type AccountMoment,
  illegal,
  notBefore,
  plainEvent,
  refuseForm,
  told,
} from './changes.ts';

/** Credentials were submitted for an account that exists: the person's again, or the stored ones. */
export function submitCredentials(account: Account, now: Timestamp): AccountChange {
  const { status } = account.connection;
  if (status === 'connecting') throw illegal(status, 'connecting');
  return told(withConnection(account, { status: 'connecting' }, now), 'accounts.updated');
}

/** The source accepted the login. */
export function connectAccount(account: Account, { item, now }: AccountMoment): AccountChange {
  const { status } = account.connection;
  refuseForm(account, item, 'connected');
  if (status !== 'connecting') throw illegal(status, 'connected');
  const connected = withConnection(account, { status: 'connected' }, now);
  return told({ ...connected, was_connected: true }, 'accounts.connected', 'accounts.updated');
}

/**
 * The login ended in an error, or the connection did (then as `loseConnection`). `accounts.failed` tells
 * of a refused login; a code that only a lost session gives is told so to those who never had one.
 */
export function failConnection(
  account: Account,
  code: ConnectionErrorCode,
  { item, now }: AccountMoment,
): AccountChange {
  refuseForm(account, item, 'error');
  if (account.connection.status === 'connected') return loseConnection(account, code, now);
  if (account.connection.status !== 'connecting') throw illegal('error', 'error');
  const failed = withError(account, code, now);
  const isRefusal = connectionErrors[code].refused || !account.was_connected;
  const events = isRefusal ? [failedEvent(failed, code)] : [];
  return { account: failed, events: [...events, plainEvent('accounts.updated', failed)] };
}

/** A connection that worked is gone: the source dropped the session. */
export function loseConnection(
  account: Account,
  code: ConnectionErrorCode,
  now: Timestamp,
): AccountChange {
  const { status } = account.connection;
  if (status !== 'connected') throw illegal(status, 'error');
  return told(withError(account, code, now), 'accounts.updated');
}

/** The source is back after an outage, and the connection with it, without new credentials. */
export function recoverConnection(account: Account, now: Timestamp): AccountChange {
  const { status, error_code: code } = account.connection;
  if (status !== 'error' || code === null) throw illegal(status, 'connected');
  if (!connectionErrors[code].outage) throw illegal(status, 'connected', code);
  const connected = withConnection(account, { status: 'connected' }, now);
  if (account.was_connected) return told(connected, 'accounts.updated');
  return told({ ...connected, was_connected: true }, 'accounts.connected', 'accounts.updated');
}

/** The account with its connection in error. A scan that was under way has failed with it. */
export function withError(account: Account, code: ConnectionErrorCode, now: Timestamp): Account {
  const failed = withConnection(account, { status: 'error', code }, now);
  return { ...failed, availability: endScan(account.availability, failed.updated_at) };
}

type NextStatus =
  | { status: Exclude<AccountConnection['status'], 'error'>; code?: never }
  | { status: 'error'; code: ConnectionErrorCode };

/** The only place where a connection's status is written, so that its twins and texts always agree. */
function withConnection(account: Account, next: NextStatus, now: Timestamp): Account {
  const updated_at = notBefore(account, now);
  const error_code = next.code ?? null;
  const error_message = next.code === undefined ? null : connectionErrors[next.code].message;
  return {
    ...account,
    updated_at,
    status: next.status,
    error_code,
    connection: { status: next.status, error_code, error_message, updated_at },
  };
}

function failedEvent(account: Account, code: ConnectionErrorCode): DomainEvent {
  return {
    type: 'accounts.failed',
    occurred_at: account.updated_at,
    data: {
      account: account.id,
      user: account.user,
      error_code: code,
      error_message: connectionErrors[code].message,
    },
    resource: account,
  };
}
