import { Account } from '@intarsia/domain';
import type { TestAnswer, TestInstance, TestRequest } from '../../../runtime/src/testing.ts';

/** A bank account that a source takes. */
export const bank_account = {
  bank_name: 'Harborline Bank',
  routing_number: '141000128',
  account_number: '4837461592',
  account_type: 'checking',
};

/** A card that a source takes. */
export const card = {
  card_number: '4253177385403456',
  card_name: 'Visa',
  expiration_year: 2040,
  expiration_month: 10,
  card_cvc_cvv: '907',
  postal_code: '90210',
};

/** All pay to the bank account. */
export const whole = { bank_account, entire_allocation: true };

/** Encrypts a config that must be good. */
export async function encrypted(t: TestInstance, config: object = whole): Promise<string> {
  const answer = await t.rest('POST', '/v1/pay-distribution-configs/encrypt', { body: config });
  if (answer.status !== 200) throw new Error(answer.text);
  return String(Object(answer.body).encrypted_config);
}

/** Asks for a deposit switch, whatever comes of it. */
export async function start(
  t: TestInstance,
  id: string,
  config?: object,
  request: TestRequest = {},
): Promise<TestAnswer> {
  const body = { encrypted_config: await encrypted(t, config) };
  return t.rest('POST', `/v1/accounts/${id}/pay-distribution`, { body, ...request });
}

/** Confirms a deposit switch, whatever comes of it. */
export function confirm(
  t: TestInstance,
  id: string,
  request: TestRequest = {},
): Promise<TestAnswer> {
  return t.rest('POST', `/v1/accounts/${id}/pay-distribution/confirm`, request);
}

/** Asks for a deposit switch and confirms it; gives the account as it is then. */
export async function begin(t: TestInstance, id: string, config?: object): Promise<Account> {
  const started = await start(t, id, config);
  if (started.status !== 202) throw new Error(started.text);
  const { pay_distribution } = Account.parse(started.body);
  if (pay_distribution.status !== 'awaiting_confirmation') return Account.parse(started.body);
  const confirmed = await confirm(t, id);
  if (confirmed.status !== 200) throw new Error(confirmed.text);
  return Account.parse(confirmed.body);
}
