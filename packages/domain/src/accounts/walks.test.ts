import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConnectionErrorCode } from '../connection-errors.ts';
import type { DomainEvent } from '../events.ts';
import type { CatalogueItem } from '../link-items.ts';
import { PayDistributionErrorCode } from '../pay-distribution-errors.ts';
import {
  assertAccount,
  assertEvent,
  assertMove,
  eventStatuses,
  factStatuses,
} from '../testing/account-invariants.ts';
import { connections, type Model, type Move, moves, outcomeOf } from '../testing/account-oracle.ts';
import { catalogueItem, formItem, platformItem } from '../testing.ts';
import { later, type Timestamp } from '../values.ts';
import {
  type Account,
  type AccountChange,
  advancePayDistribution,
  beginScan,
  completeScan,
  confirmPayDistribution,
  connectAccount,
  type Extent,
  failConnection,
  failPayDistribution,
  failScan,
  loseConnection,
  newAccount,
  newFormAccount,
  recordScan,
  recoverConnection,
  removeAccount,
  requestPayDistribution,
  submitCredentials,
  submitForm,
} from './index.ts';

const id = '018051aa-f7a9-7000-8000-6cfa325e9d69';
const user = '0180519e-620f-7000-8000-307c086c0773';
const start = '2026-03-01T09:00:00.000000Z';

interface Step {
  readonly pick: number;
  /** Mostly a legal move is picked, so that walks get somewhere; else any. */
  readonly legal: boolean;
  readonly tick: number;
  readonly code: ConnectionErrorCode;
  readonly payCode: PayDistributionErrorCode;
  readonly employers: readonly string[];
  readonly found: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(10_000),
  legal: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
  tick: fc.integer({ min: -5_000, max: 60_000 }),
  code: fc.constantFrom(...ConnectionErrorCode.options),
  payCode: fc.constantFrom(...PayDistributionErrorCode.options),
  employers: fc.subarray(['Gnome Depot', 'Udre', 'Starbox'], { maxLength: 2 }),
  found: fc.nat(3),
});

interface Walk {
  readonly item: 'employer' | 'platform' | 'form';
  /** The item can switch pay. */
  readonly supported: boolean;
  readonly steps: readonly Step[];
}

const walk: fc.Arbitrary<Walk> = fc.record({
  item: fc.constantFrom('employer', 'platform', 'employer', 'platform', 'platform', 'form'),
  supported: fc.boolean(),
  steps: fc.array(step, { maxLength: 24, size: 'max' }),
});

const items = { employer: catalogueItem, platform: platformItem, form: formItem };

function itemOf(kind: Walk['item'], supported: boolean): CatalogueItem {
  const made = items[kind]();
  const { features } = made.item;
  const pay_distribution_update = { ...features.pay_distribution_update, supported };
  return {
    ...made,
    item: { ...made.item, features: { ...features, pay_distribution_update } },
  };
}

/** More events than before, reaching further back and forth. */
function grownExtent(part: Account['availability']['payouts'], found: number): Extent {
  const count = (part?.available_count ?? 0) + found;
  if (count === 0) return { available_count: 0, available_from: null, available_to: null };
  const day = String(28 - Math.min(count, 27)).padStart(2, '0');
  return {
    available_count: count,
    available_from: `2025-12-${day}T00:00:00Z`,
    available_to: `2025-12-28T00:00:${String(Math.min(count, 59)).padStart(2, '0')}Z`,
  };
}

/** What a part of a scan finds: other numbers of payouts than of activities. */
function totals(
  { availability }: Account,
  { found }: Step,
): Record<'payouts' | 'activities', Extent> {
  return {
    payouts: grownExtent(availability.payouts, found),
    activities: grownExtent(availability.activities, found * 2),
  };
}

const nothing: Extent = { available_count: 0, available_from: null, available_to: null };

/** Every move of the oracle, made with the functions under test. */
function make(
  account: Account,
  move: Move,
  { step, item, now }: { step: Step; item: CatalogueItem; now: Timestamp },
): AccountChange {
  const made: Record<Move, () => AccountChange> = {
    submit: () => submitCredentials(account, now),
    connect: () => connectAccount(account, { item, now }),
    refuse: () => failConnection(account, step.code, { item, now }),
    lose: () => loseConnection(account, step.code, now),
    recover: () => recoverConnection(account, now),
    begin: () => beginScan(account, { item, now }),
    facts: () => recordScan(account, { stage: 'facts', employers: step.employers }, now),
    events: () => recordScan(account, { stage: 'events', ...totals(account, step) }, now),
    vanish: () =>
      recordScan(account, { stage: 'events', payouts: nothing, activities: nothing }, now),
    done: () => completeScan(account, now),
    scan_failed: () => failScan(account, step.code, now),
    request: () => requestPayDistribution(account, { item, now }),
    confirm: () => confirmPayDistribution(account, now),
    scan_allocations: () => advancePayDistribution(account, 'scanning', now),
    update_allocations: () => advancePayDistribution(account, 'updating', now),
    succeed: () => advancePayDistribution(account, 'success', now),
    pay_failed: () => failPayDistribution(account, step.payCode, now),
    form: () =>
      submitForm(
        account,
        { form: id, available_count: 1, files_count: step.found, in_progress_count: step.found },
        now,
      ),
  };
  return made[move]();
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** Everything that was seen over all walks. */
const seen = {
  texts: { byCode: new Map<string, string>(), byText: new Map<string, string>() },
  legal: new Map<string, number>(),
  illegal: new Map<string, number>(),
};

function count(of: Map<string, number>, key: string): void {
  of.set(key, (of.get(key) ?? 0) + 1);
}

/** A walk as far as it has come: the account, and what the oracle makes of it. */
interface Place {
  readonly account: Account;
  readonly model: Model;
  readonly now: Timestamp;
}

function walkThrough({ item: kind, supported, steps }: Walk): void {
  const item = itemOf(kind, supported);
  let place = firstPlace(kind, item);
  assertState(place, supported);
  for (const step of steps) {
    place = takeStep(place, step, item);
    assertState(place, supported);
  }
  assertRemoval(place);
}

function firstPlace(kind: Walk['item'], item: CatalogueItem): Place {
  const begin = kind === 'form' ? newFormAccount : newAccount;
  const { account, events } = begin({ user, item, source: item.source }, { id, now: start });
  assert.deepEqual(typesOf(events), ['accounts.added', 'accounts.updated']);
  for (const event of events) assertEvent(account, event);
  const model: Model = {
    isForm: kind === 'form',
    connection: 'connecting',
    code: null,
    wasConnected: false,
    pay: 'idle',
    facts: 'none',
    events: 'none',
    hasEvents: false,
  };
  return { account: frozen(account), model, now: start };
}

function takeStep({ account, model, now: before }: Place, step: Step, item: CatalogueItem): Place {
  const now = later(before, step.tick);
  const move = pickMove(model, step);
  const outcome = outcomeOf(model, move, step.code);
  if (outcome === undefined) {
    count(seen.illegal, `${move} ${model.isForm ? 'form' : model.connection}`);
    const illegal = { name: 'IntarsiaError', code: 'transition_illegal' };
    assert.throws(() => make(account, move, { step, item, now }), illegal);
    return { account, model, now };
  }
  count(seen.legal, `${move} ${model.connection}`);
  const change = make(account, move, { step, item, now });
  assertMove(account, change.account, change.events);
  if (move === 'events') assertFound(change.account, totals(account, step));
  const { told, ...next } = outcome;
  const isHired = change.account.employers.length > account.employers.length;
  assert.deepEqual(typesOf(change.events), isHired ? ['accounts.updated'] : told);
  const hasEvents = (change.account.availability.payouts?.available_count ?? 0) > 0;
  return { account: frozen(change.account), model: { ...model, ...next, hasEvents }, now };
}

function typesOf(events: readonly DomainEvent[]): string[] {
  return events.map((event) => event.type);
}

/** Moves that end something; picked less often, so that other moves get their turn. */
const endings: readonly Move[] = ['refuse', 'lose', 'scan_failed', 'pay_failed', 'submit', 'form'];

function pickMove(model: Model, { legal, pick, code }: Step): Move {
  const open = legal ? moves.filter((move) => outcomeOf(model, move, code)) : moves;
  const weighted = open.flatMap((move) =>
    endings.includes(move) ? [move] : Array.from({ length: 5 }, () => move),
  );
  const move = weighted[pick % weighted.length];
  assert.ok(move);
  return move;
}

function assertFound({ availability }: Account, found: ReturnType<typeof totals>): void {
  for (const kind of ['payouts', 'activities'] as const) {
    const { status: _, updated_at: __, ...extent } = availability[kind] ?? {};
    assert.deepEqual(extent, found[kind]);
  }
}

/** The account is in the state that the oracle says. */
function assertState({ account, model }: Place, supported: boolean): void {
  assertAccount(account, seen.texts);
  assert.equal(account.connection.status, model.connection);
  assert.equal(account.connection.error_code, model.code);
  assert.equal(account.was_connected, model.wasConnected);
  assert.equal(account.pay_distribution.status, model.pay);
  assert.deepEqual(factStatuses(account), new Set([model.facts]));
  assert.deepEqual(eventStatuses(account), new Set([model.events]));
  const hasAllocations = account.availability.pay_allocations !== null;
  assert.equal(hasAllocations, supported && model.facts !== 'none');
  if (model.isForm) {
    const { forms, ...rest } = account.availability;
    assert.equal(account.connection.status, 'connecting');
    assert.equal(account.was_connected, false);
    assert.deepEqual(account.employers, []);
    assert.deepEqual(new Set(Object.values(rest)), new Set([null]));
  }
}

function assertRemoval({ account, now }: Place): void {
  const { events } = removeAccount(account, now);
  assert.deepEqual(
    events.map(({ type, data }) => [type, data]),
    [['accounts.removed', { account: id, user }]],
  );
  assert.ok(events.every((event) => !('resource' in event)));
}

test('ten thousand random walks stay inside what the documents say', () => {
  fc.assert(fc.property(walk, walkThrough), { numRuns: 10_000 });

  for (const move of moves) {
    for (const from of ['connecting', 'connected', 'error'] as const) {
      const met = connections[move][from] === undefined ? seen.illegal : seen.legal;
      expect(met.get(`${move} ${from}`), `${move} ${from}`).toBeGreaterThan(10);
    }
  }
  expect([...seen.texts.byCode.keys()].sort()).toEqual(
    [...new Set([...ConnectionErrorCode.options, ...PayDistributionErrorCode.options])].sort(),
  );
});
