import { expect, test } from 'vitest';
import { ConnectionErrorCode } from '../connection-errors.ts';
import { PayDistributionErrorCode } from '../pay-distribution-errors.ts';
import { catalogueItem, formItem } from '../testing.ts';
import { later, MINUTE } from '../values.ts';
import {
  type Account,
  type ConnectionTarget,
  forceConnection,
  forcePayDistribution,
  newAccount,
  newFormAccount,
  type PayDistributionTarget,
} from './index.ts';

const made = '2022-04-22T14:26:40.682437Z';
const item = catalogueItem();
const ids = {
  user: '018051aa-f7a9-7000-8000-000000000001',
  account: '018051aa-f7a9-7000-8000-000000000002',
};
const origin = { user: ids.user, item, source: 'argyle_sandbox' };
const fresh = newAccount(origin, { id: ids.account, now: made }).account;
const moment = { now: later(made, MINUTE), item };

const connection = (text: string): ConnectionTarget => {
  const [status, code] = text.split(' ');
  // As the tables below are written.
  return { status, error_code: code ?? null } as ConnectionTarget;
};
const pay = (text: string): PayDistributionTarget => {
  const [status, code] = text.split(' ');
  // As above.
  return { status, error_code: code ?? null } as PayDistributionTarget;
};
const connectedTo = (text: string, account = fresh): Account =>
  forceConnection(account, connection(text), moment).account;
const movedTo = (text: string, account: Account): Account =>
  forcePayDistribution(account, pay(text), moment).account;

test.each([
  ['connecting', 'connecting', []],
  ['connecting', 'connected', ['connected', 'updated']],
  ['connecting', 'error tos_required', ['failed', 'updated']],
  ['connected', 'connected', []],
  ['connected', 'connecting', ['updated']],
  ['connected', 'error auth_required', ['updated']],
  ['connected', 'error invalid_credentials', ['updated']],
  ['error tos_required', 'error tos_required', []],
  ['error tos_required', 'error auth_required', ['updated', 'failed', 'updated']],
  ['error tos_required', 'connecting', ['updated']],
  ['error tos_required', 'connected', ['updated', 'connected', 'updated']],
  // An outage is got over without credentials.
  ['error platform_unavailable', 'connected', ['connected', 'updated']],
])('a connection goes from %s to %s and tells %j', (from, to, told) => {
  const change = forceConnection(connectedTo(from), connection(to), moment);

  expect(change.account.connection).toMatchObject(connection(to));
  expect(change.events.map(({ type }) => type)).toEqual(told.map((type) => `accounts.${type}`));
});

test.each(ConnectionErrorCode.options)('a connection goes into %s from anywhere', (code) => {
  for (const from of ['connecting', 'connected', 'error tos_required']) {
    const { connection: now } = connectedTo(`error ${code}`, connectedTo(from));
    expect(now).toMatchObject({ status: 'error', error_code: code });
  }
});

test.each(['connected', 'error tos_required'])('a form account never becomes %s', (to) => {
  const form = formItem();
  const { account } = newFormAccount({ ...origin, item: form }, { id: ids.account, now: made });

  expect(() => forceConnection(account, connection(to), { ...moment, item: form })).toThrow(
    expect.objectContaining({
      code: 'transition_illegal',
      message: `An account cannot go from connecting (a form account) to ${connection(to).status}.`,
      fields: { from: ['connecting'], to: [connection(to).status] },
    }),
  );
});

const live = connectedTo('connected');
const offline = connectedTo('error auth_required');
const stages = ['awaiting_confirmation', 'scanning', 'updating', 'success'] as const;

test.each([
  ['idle', 'idle', 0],
  ['idle', 'awaiting_confirmation', 1],
  ['idle', 'scanning', 2],
  ['idle', 'updating', 3],
  ['idle', 'success', 5],
  ['idle', 'error card_update_failed', 3],
  ['updating', 'success', 2],
  ['updating', 'error invalid_mfa', 2],
  ['success', 'scanning', 2],
  ['success', 'error invalid_mfa', 3],
  ['error invalid_mfa', 'error invalid_mfa', 0],
  ['error invalid_mfa', 'error mfa_timeout', 3],
  ['error invalid_mfa', 'success', 5],
])('the switch of a live account goes from %s to %s with %i events', (from, to, events) => {
  const change = forcePayDistribution(movedTo(from, live), pay(to), moment);

  expect(change.account.pay_distribution).toMatchObject(pay(to));
  expect(change.account.pay_distribution.error).toBe(pay(to).error_code);
  expect(change.events).toHaveLength(events);
});

test.each(PayDistributionErrorCode.options)('a switch goes into %s from anywhere', (code) => {
  for (const from of ['idle', ...stages, 'error system_error']) {
    const { pay_distribution } = movedTo(`error ${code}`, movedTo(from, live));
    expect(pay_distribution).toMatchObject({ status: 'error', error_code: code });
  }
});

test('without a connection a switch comes as far as the wait for one, and fails from there', () => {
  const waiting = movedTo('awaiting_connection', offline);

  expect(waiting.pay_distribution.status).toBe('awaiting_connection');
  expect(movedTo('error confirmation_timeout', waiting).pay_distribution.status).toBe('error');
  expect(movedTo('scanning', connectedTo('connected', waiting)).pay_distribution.status).toBe(
    'scanning',
  );
});

test.each([
  ['success', 'idle', live],
  ['updating', 'scanning', live],
  ['updating', 'awaiting_confirmation', live],
  ['idle', 'awaiting_connection', live],
  ['idle', 'scanning', offline],
  ['idle', 'success', offline],
  ['awaiting_connection', 'updating', offline],
])('no path leads a switch from %s to %s', (from, to, account) => {
  const before = movedTo(from, account);

  expect(() => forcePayDistribution(before, pay(to), moment)).toThrow(
    expect.objectContaining({ code: 'transition_illegal', fields: { from: [from], to: [to] } }),
  );
});
