import type { Account, PayDistributionStatus } from '@intarsia/domain';
import type { LinkAccount } from '../shapes.ts';
import type { Reached } from '../ui/weave.tsx';

/** A stage of a login, and how far it has come. */
export interface LoginStage {
  readonly stage: 'sent' | 'checked' | 'verified' | 'connected';
  readonly state: Reached;
}

/** The stages of a login; that of a code is shown where the link item asks for one. */
export function loginStages({ account, item, challenge }: LinkAccount): LoginStage[] {
  const names = (['sent', 'checked', 'verified', 'connected'] as const).filter(
    (name) => name !== 'verified' || item.has_two_fa || challenge !== null,
  );
  const isDone = account.connection.status === 'connected';
  const current = isDone ? names.length : names.indexOf(challenge ? 'verified' : 'checked');
  return names.map((stage, at) => ({ stage, state: reached(at, current) }));
}

const dataKinds = ['profiles', 'employments', 'documents', 'payouts', 'activities'] as const;

/** A kind of data that is read after a login, and how far that has come. */
export interface DataStage {
  readonly kind: (typeof dataKinds)[number];
  readonly state: Reached;
}

/** What is read of an account; kinds that it does not have are left out once that is known. */
export function dataStages({ availability }: Account): DataStage[] {
  const known = availability.profiles !== null;
  return dataKinds
    .filter((kind) => !known || availability[kind] !== null)
    .map((kind) => ({ kind, state: dataState(availability[kind]?.status) }));
}

function dataState(status: 'in_progress' | 'synced' | 'sync_failed' | undefined): Reached {
  if (status === 'synced') return 'done';
  if (status === 'sync_failed') return 'failed';
  return status === undefined ? 'ahead' : 'now';
}

/** A stage of a deposit switch, and how far it has come. */
export interface PayStage {
  readonly stage: 'confirmed' | 'scanning' | 'updating' | 'done';
  readonly state: Reached;
}

/** The stages of a deposit switch. */
export function payStages(status: PayDistributionStatus): PayStage[] {
  const names = ['confirmed', 'scanning', 'updating', 'done'] as const;
  const at = { scanning: 1, updating: 2, success: names.length } as const;
  const current = status in at ? at[status as keyof typeof at] : 1;
  return names.map((stage, index) => ({ stage, state: reached(index, current) }));
}

function reached(at: number, current: number): Reached {
  if (at === current) return 'now';
  return at < current ? 'done' : 'ahead';
}
