import { expect, test } from 'vitest';
import { catalogueItem } from '../testing.ts';
import { DAY, later, MINUTE } from '../values.ts';
import {
  activeAt,
  beginScan,
  completeScan,
  connectAccount,
  failConnection,
  failScan,
  newAccount,
  recordForms,
} from './index.ts';

const made = '2022-04-22T14:26:40.682437Z';
const item = catalogueItem();
const origin = { user: '018051aa-f7a9-7000-8000-000000000001', item, source: 'argyle_sandbox' };
const at = (minutes: number) => ({ now: later(made, minutes * MINUTE), item });

const { account } = newAccount(origin, { id: '018051aa-f7a9-7000-8000-000000000002', now: made });
const connected = connectAccount(account, at(1)).account;
const scanned = completeScan(beginScan(connected, at(2)).account, at(3).now).account;

test.each([
  ['a new account', account, made],
  ['a login', connected, at(1).now],
  ['a good scan', scanned, at(3).now],
  ['a scan that has only begun', beginScan(connected, at(2)).account, at(1).now],
  [
    'a form',
    recordForms(account, { available_count: 1, files_count: 1, in_progress_count: 0 }, at(9).now),
    at(9).now,
  ],
])('%s is the last use', (_, used, time) => {
  expect(activeAt(used)).toBe(time);
});

test('a failure is no use', () => {
  const refused = failConnection(account, 'invalid_credentials', at(60)).account;
  const dropped = failScan(scanned, 'auth_required', at(DAY / MINUTE).now).account;

  expect([activeAt(refused), activeAt(dropped)]).toEqual([made, made]);
});
