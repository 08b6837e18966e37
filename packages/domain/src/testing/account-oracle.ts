/**
 * What the documents say about accounts, written down by hand and apart from the code that is tested:
 * which moves are legal in which state, what they lead to, and what they tell.
 */

export type Move =
  | 'submit'
  | 'connect'
  | 'refuse'
  | 'lose'
  | 'recover'
  | 'begin'
  | 'facts'
  | 'events'
  | 'vanish'
  | 'done'
  | 'scan_failed'
  | 'request'
  | 'confirm'
  | 'scan_allocations'
  | 'update_allocations'
  | 'succeed'
  | 'pay_failed'
  | 'form';

type Connection = 'connecting' | 'connected' | 'error';
type Pay =
  | 'idle'
  | 'awaiting_confirmation'
  | 'awaiting_connection'
  | 'scanning'
  | 'updating'
  | 'success'
  | 'error';
type Sync = 'none' | 'in_progress' | 'synced' | 'sync_failed';

/** All of an account that decides what may happen to it next. */
export interface Model {
  readonly isForm: boolean;
  readonly connection: Connection;
  readonly code: string | null;
  readonly wasConnected: boolean;
  readonly pay: Pay;
  readonly facts: Sync;
  readonly events: Sync;
  readonly hasEvents: boolean;
}

/** What a legal move leads to. Only differences from the state before. */
export interface Outcome {
  readonly connection?: Connection;
  readonly code?: string | null;
  readonly wasConnected?: boolean;
  readonly pay?: Pay;
  readonly facts?: Sync;
  readonly events?: Sync;
  readonly told: readonly string[];
}

const outageCodes = [
  'account_inaccessible',
  'connection_unavailable',
  'platform_unavailable',
  'platform_temporarily_unavailable',
  'service_unavailable',
  'auth_method_temporarily_unavailable',
  'system_error',
];

const lostSessionCodes = ['auth_required', 'full_auth_required'];

const updated = ['accounts.updated'];
const connectedNow = ['accounts.connected', 'accounts.updated'];
const refusedNow = ['accounts.failed', 'accounts.updated'];
const noMove = {};

/** Connection by move and status; a missing entry is an illegal move. */
export const connections: Record<Move, Partial<Record<Connection, Connection>>> = {
  submit: { connected: 'connecting', error: 'connecting' },
  connect: { connecting: 'connected' },
  refuse: { connecting: 'error', connected: 'error' },
  lose: { connected: 'error' },
  recover: { error: 'connected' },
  begin: { connected: 'connected' },
  facts: { connected: 'connected' },
  events: { connected: 'connected' },
  vanish: { connected: 'connected' },
  done: { connected: 'connected' },
  scan_failed: { connected: 'error' },
  request: { connecting: 'connecting', connected: 'connected', error: 'error' },
  confirm: { connecting: 'connecting', connected: 'connected', error: 'error' },
  scan_allocations: { connected: 'connected' },
  update_allocations: { connected: 'connected' },
  succeed: { connecting: 'connecting', connected: 'connected', error: 'error' },
  pay_failed: { connecting: 'connecting', connected: 'connected', error: 'error' },
  form: { connecting: 'connecting', connected: 'connected', error: 'error' },
};

/** Pay distribution by move and status, for the moves that touch it. */
const pays: Partial<Record<Move, Partial<Record<Pay, Pay>>>> = {
  request: {
    idle: 'awaiting_confirmation',
    success: 'awaiting_confirmation',
    error: 'awaiting_confirmation',
  },
  confirm: { awaiting_confirmation: 'awaiting_connection' },
  scan_allocations: { awaiting_connection: 'scanning' },
  update_allocations: { scanning: 'updating' },
  succeed: { updating: 'success' },
  pay_failed: {
    awaiting_confirmation: 'error',
    awaiting_connection: 'error',
    scanning: 'error',
    updating: 'error',
  },
};

type Syncs = Partial<Record<Sync, Sync>>;
const broken: Syncs = { in_progress: 'sync_failed' };
const failed: Syncs = {
  in_progress: 'sync_failed',
  synced: 'sync_failed',
  sync_failed: 'sync_failed',
};
const good: Syncs = { in_progress: 'synced', synced: 'synced', sync_failed: 'synced' };

/** Availability by move and status, for the moves that touch it; a missing status stays as it is. */
const syncs: Partial<Record<Move, { facts: Syncs; events: Syncs }>> = {
  begin: { facts: { none: 'in_progress' }, events: { none: 'in_progress' } },
  events: { facts: { in_progress: 'synced' }, events: noMove },
  vanish: { facts: { in_progress: 'synced' }, events: noMove },
  done: { facts: good, events: good },
  scan_failed: { facts: failed, events: failed },
  refuse: { facts: broken, events: broken },
  lose: { facts: broken, events: broken },
};

/** Only an account that holds forms is left alone by everything but forms. */
const notForForms: readonly Move[] = ['connect', 'refuse', 'request'];
const needsScan: readonly Move[] = ['facts', 'events', 'vanish', 'done', 'scan_failed'];

/** What the documents say of a move in a state; undefined when it is illegal. */
export function outcomeOf(model: Model, move: Move, code: string): Outcome | undefined {
  const connection = connections[move][model.connection];
  const payTable = pays[move];
  const pay = payTable === undefined ? model.pay : payTable[model.pay];
  if (connection === undefined || pay === undefined) return undefined;
  if (model.isForm && notForForms.includes(move)) return undefined;
  if (needsScan.includes(move) && model.facts === 'none') return undefined;
  if (move === 'recover' && !outageCodes.includes(model.code ?? '')) return undefined;
  if (move === 'vanish' && model.events === 'in_progress' && model.hasEvents) return undefined;
  const isSkipped = move === 'confirm' && model.connection === 'connected';
  return {
    connection,
    code: connection === 'error' ? codeAfter(model, move, code) : null,
    wasConnected: model.wasConnected || connection === 'connected',
    pay: isSkipped ? 'scanning' : pay,
    facts: syncs[move]?.facts[model.facts] ?? model.facts,
    events: syncs[move]?.events[model.events] ?? model.events,
    told: told(model, move, code),
  };
}

function codeAfter(model: Model, move: Move, code: string): string | null {
  return ['refuse', 'lose', 'scan_failed'].includes(move) ? code : model.code;
}

/** The types of events, in order. New employers add `accounts.updated` to a scan's parts. */
function told(model: Model, move: Move, code: string): readonly string[] {
  if (move === 'connect') return connectedNow;
  if (move === 'recover') return model.wasConnected ? updated : connectedNow;
  if (move === 'refuse') {
    const isOnlyLost = lostSessionCodes.includes(code) && model.wasConnected;
    return model.connection === 'connecting' && !isOnlyLost ? refusedNow : updated;
  }
  if (move === 'succeed') return ['accounts.pay_distribution_success', 'accounts.updated'];
  if (move === 'pay_failed') return ['accounts.pay_distribution_failed', 'accounts.updated'];
  if (move === 'form') return ['forms.submitted'];
  return ['begin', 'facts', 'events', 'vanish'].includes(move) ? [] : updated;
}

/** Every move there is. */
export const moves: readonly Move[] = [
  'submit',
  'connect',
  'refuse',
  'lose',
  'recover',
  'begin',
  'facts',
  'events',
  'vanish',
  'done',
  'scan_failed',
  'request',
  'confirm',
  'scan_allocations',
  'update_allocations',
  'succeed',
  'pay_failed',
  'form',
];
