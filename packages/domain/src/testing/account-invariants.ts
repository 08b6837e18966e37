import assert from 'node:assert/strict';
import { Account } from '../accounts/index.ts';
import { DomainEvent } from '../events.ts';

const facts = ['profiles', 'employments', 'reputations', 'documents', 'vehicles'] as const;
const events = ['payouts', 'activities'] as const;
const kinds = [...facts, 'pay_allocations', ...events] as const;

/** Texts by code and codes by text, over everything that a test sees. */
export interface Texts {
  readonly byCode: Map<string, string>;
  readonly byText: Map<string, string>;
}

/** What must be true of an account at any time. */
export function assertAccount(account: Account, texts: Texts): void {
  assert.deepEqual(Account.parse(account), account);
  assert.equal(account.data_partner, account.link_item);
  assert.equal(account.status, account.connection.status);
  assert.equal(account.error_code, account.connection.error_code);
  assert.equal(account.pay_distribution.error, account.pay_distribution.error_code);
  assertErrorFields(account.connection, texts);
  assertErrorFields(account.pay_distribution, texts);
  if (account.connection.status === 'connected') assert.equal(account.was_connected, true);
  if (account.pay_distribution.status === 'idle') {
    assert.equal(account.pay_distribution.updated_at, account.created_at);
  }
  for (const kind of kinds) {
    const part = account.availability[kind];
    if (account.connection.status === 'error') assert.notEqual(part?.status, 'in_progress');
    assert.ok(part == null || part.updated_at <= account.updated_at);
  }
  for (const kind of events) {
    const part = account.availability[kind];
    if (part === null) continue;
    assert.equal(part.available_from === null, part.available_count === 0);
    assert.equal(part.available_to === null, part.available_count === 0);
    assert.ok((part.available_from ?? '') <= (part.available_to ?? ''));
  }
}

function assertErrorFields(
  part: { status: string; error_code: string | null; error_message: string | null },
  { byCode, byText }: Texts,
): void {
  const isError = part.status === 'error';
  assert.equal(part.error_code !== null, isError, 'a code exactly in error');
  assert.equal(part.error_message !== null, isError, 'a text exactly in error');
  if (part.error_code === null || part.error_message === null) return;
  assert.equal(byCode.get(part.error_code) ?? part.error_message, part.error_message);
  assert.equal(byText.get(part.error_message) ?? part.error_code, part.error_code);
  byCode.set(part.error_code, part.error_message);
  byText.set(part.error_message, part.error_code);
}

/** What must be true of any move. */
export function assertMove(before: Account, after: Account, told: readonly DomainEvent[]): void {
  const same = ['id', 'user', 'link_item', 'source', 'created_at'] as const;
  for (const name of same) assert.equal(after[name], before[name]);
  assert.ok(after.was_connected || !before.was_connected, 'was_connected never false again');
  assert.ok(after.updated_at >= before.updated_at);
  assert.deepEqual(after.employers.slice(0, before.employers.length), before.employers);
  assertMoved(before.connection, after.connection, after.updated_at);
  assertMoved(before.pay_distribution, after.pay_distribution, after.updated_at);
  for (const kind of kinds) {
    const [old, next] = [before.availability[kind], after.availability[kind]];
    if (old == null) continue;
    assert.ok(next != null, 'what was scanned stays scanned');
    assert.ok(next.updated_at >= old.updated_at);
    if (old.status !== 'in_progress') assert.notEqual(next.status, 'in_progress');
  }
  for (const kind of events) assertGrowth(before.availability[kind], after.availability[kind]);
  const isForm = told.some((event) => event.type === 'forms.submitted');
  if (!isForm) assert.deepEqual(after.availability.forms, before.availability.forms);
  assertTold(before, after, told);
}

/** A status carries the moment at which it became one, and nothing else moves that. */
function assertMoved(
  before: { status: string; updated_at: string },
  after: { status: string; updated_at: string },
  now: string,
): void {
  assert.equal(after.updated_at, after.status === before.status ? before.updated_at : now);
}

type Events = Account['availability']['payouts'];

function assertGrowth(before: Events, after: Events): void {
  if (before === null || after === null || before.status !== 'in_progress') return;
  assert.ok(after.available_count >= before.available_count);
  if (before.available_from === null || before.available_to === null) return;
  assert.ok((after.available_from ?? '9') <= before.available_from);
  assert.ok((after.available_to ?? '') >= before.available_to);
}

const base = ['account', 'user'];
const failed = [...base, 'error_code', 'error_message'];
const documentedData: Record<string, readonly string[]> = {
  'accounts.added': base,
  'accounts.connected': base,
  'accounts.failed': failed,
  'accounts.updated': base,
  'accounts.pay_distribution_success': base,
  'accounts.pay_distribution_failed': failed,
  'forms.submitted': [...base, 'form'],
};

function assertTold(before: Account, after: Account, told: readonly DomainEvent[]): void {
  for (const event of told) assertEvent(after, event);
  const named = (account: Account) =>
    JSON.stringify([account.connection, account.pay_distribution, account.employers]);
  if (named(before) !== named(after)) assert.equal(told.at(-1)?.type, 'accounts.updated');
  if (told.length > 0) assert.notEqual(after, before);
}

/** An event about an account: exactly the documented data, and the account as it was. */
export function assertEvent(account: Account, event: DomainEvent): void {
  assert.ok(DomainEvent.safeParse(event).success);
  assert.deepEqual(Object.keys(event.data), documentedData[event.type]);
  assert.equal('user' in event.data && event.data.user, account.user);
  assert.equal('account' in event.data && event.data.account, account.id);
  assert.equal(event.occurred_at, account.updated_at);
  if (!event.type.startsWith('accounts.')) assert.equal('resource' in event, false);
  else assert.deepEqual('resource' in event && event.resource, account);
  if (event.type === 'accounts.failed') {
    assert.equal(event.data.error_code, account.connection.error_code);
    assert.equal(event.data.error_message, account.connection.error_message);
  }
  if (event.type === 'accounts.pay_distribution_failed') {
    assert.equal(event.data.error_code, account.pay_distribution.error_code);
    assert.equal(event.data.error_message, account.pay_distribution.error_message);
  }
}

/** Statuses of all kinds of facts (pay allocations with them where they are supported), which agree. */
export function factStatuses(account: Account): Set<string> {
  const { availability } = account;
  const all = facts.map((kind) => availability[kind]?.status ?? 'none');
  const allocations = availability.pay_allocations;
  return new Set(allocations ? [...all, allocations.status] : all);
}

/** Statuses of payouts and activities, which agree. */
export function eventStatuses({ availability }: Account): Set<string> {
  return new Set(events.map((kind) => availability[kind]?.status ?? 'none'));
}
