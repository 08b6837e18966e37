import { Account, MINUTE, type User } from '@intarsia/domain';
import type { StoredEvent } from '@intarsia/store';
import type { TestAnswer, TestInstance, TestRequest } from '../../../runtime/src/testing.ts';

/** The engines on which everything that is stored is tested. */
export const engineNames = ['sqlite', 'postgres'] as const;

/** A body of `POST /v1/sandbox/accounts`; what is not said is a good login that has no data. */
export interface LoginBody {
  readonly user?: string;
  readonly link_item?: string;
  readonly username?: string;
  readonly password?: string;
  readonly mfa_code?: string;
}

/** Submits a login, whatever comes of it. */
export function submit(
  t: TestInstance,
  login: LoginBody = {},
  request: TestRequest = {},
): Promise<TestAnswer> {
  const usual = { link_item: 'warpride', username: 'test_empty', password: 'passgood' };
  return t.rest('POST', '/v1/sandbox/accounts', { body: { ...usual, ...login }, ...request });
}

/** Submits a login that is taken, and gives its account. */
export async function connect(t: TestInstance, login: LoginBody = {}): Promise<Account> {
  const answer = await submit(t, login);
  if (answer.status !== 201 && answer.status !== 200) throw new Error(answer.text);
  return Account.parse(answer.body);
}

/** Submits a login and lets it come to its end, scan included. */
export async function connected(t: TestInstance, login: LoginBody = {}): Promise<Account> {
  const { id } = await connect(t, login);
  await pass(t, MINUTE);
  return readAccount(t, id);
}

/** Makes a user without accounts. */
export async function makeUser(t: TestInstance): Promise<string> {
  const { id } = await t.caller().users.create({});
  return id;
}

/** The account as its client reads it. */
export async function readAccount(t: TestInstance, id: string): Promise<Account> {
  return Account.parse((await t.rest('GET', `/v1/accounts/${id}`)).body);
}

/** What the user's lists say. */
export async function listsOf(
  t: TestInstance,
  id: string,
): Promise<Pick<User, 'employers_connected' | 'data_providers_connected'>> {
  const user = await t.caller().users.get({ id });
  const { employers_connected, data_providers_connected } = user;
  return { employers_connected, data_providers_connected };
}

/** Types of all events about an account itself, not about what it has, in their order. */
export async function eventsOf(t: TestInstance, account: string): Promise<string[]> {
  const events = await everyEventOf(t, account);
  return events.map(({ type }) => type).filter((type) => type.startsWith('accounts.'));
}

/** All events of an account, in their order. */
export async function everyEventOf(t: TestInstance, account: string): Promise<StoredEvent[]> {
  const scope = { environment_id: t.sandbox.id };
  const request = { after_cursor: 0, limit: 100_000 };
  const events = await t.instance.deps.store.read.events.list(scope, request);
  return events.filter(({ account_id }) => account_id === account);
}

/** Lets environment time pass, and runs every job at the moment when it falls due. */
export async function pass(t: TestInstance, milliseconds: number): Promise<void> {
  let left = milliseconds;
  for (;;) {
    await t.work();
    const wait = await t.instance.dueIn();
    if (wait === undefined || wait > left) break;
    t.clock.advance(wait);
    left -= wait;
  }
  t.clock.advance(left);
}
