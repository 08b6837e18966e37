import { DAY } from '@intarsia/domain';
import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allOperations, appRouter, type Caller, type Credentials } from '../index.ts';
import { payDistributionConfig } from '../openapi/pay-examples.ts';
import { storeExamples } from '../testing/resources.ts';
import { createCallerFactory } from './trpc.ts';

const callers = [
  'nobody',
  'other client',
  'other environment',
  'link key',
  'other user',
  'expired token',
  'revoked token',
  'refresh token',
  'viewer',
] as const;
type Who = (typeof callers)[number];

/** `ok`, or the code of the refusal: what each caller gets, in the order of `callers`. */
type Row = readonly [string, string, string, string, string, string, string, string, string];

/** Tokens that prove nothing any more are refused before anything else. */
const ended = ['token_expired', 'token_revoked', 'token_invalid'] as const;
const refused = 'caller_not_allowed';
const nobody = 'credentials_missing';

/** Operations of a client's backend on one row of ours, which is not there for others. */
const onRow = (missing: string, viewer: string): Row => [
  nobody,
  missing,
  missing,
  refused,
  refused,
  ...ended,
  viewer,
];
/** Operations of a client's backend on a world of its own. */
const inWorld = (viewer: string): Row => [nobody, 'ok', 'ok', refused, refused, ...ended, viewer];
/** Operations of a client's backend on its sandbox; there is nothing of it in a live environment. */
const inSandbox = (viewer: string): Row => [
  nobody,
  'ok',
  'sandbox_only',
  refused,
  refused,
  ...ended,
  viewer,
];
/** The same on one row of ours, which is not there for others. */
const onSandboxRow = (missing: string, viewer: string): Row => [
  nobody,
  missing,
  'sandbox_only',
  refused,
  refused,
  ...ended,
  viewer,
];
/** Operations of operators. */
const operatorsOnly = (viewer: string): Row => [
  nobody,
  refused,
  refused,
  refused,
  refused,
  ...ended,
  viewer,
];
/** Operations on one row that also the user's own token may read. */
const readsRow = (missing: string): Row => [
  nobody,
  missing,
  missing,
  refused,
  missing,
  ...ended,
  'ok',
];
/** Operations on one row that also the user's own token may change. */
const changesRow = (missing: string): Row => [
  nobody,
  missing,
  missing,
  refused,
  missing,
  ...ended,
  'role_not_allowed',
];
/** Lists of which everybody sees an own part. */
const readsList: Row = [nobody, 'ok', 'ok', refused, 'ok', ...ended, 'ok'];
/** What Link asks before anybody is in front of it: it is open to whoever knows a link key, and to nobody else. */
const byLinkKey: Row = [nobody, refused, refused, 'ok', refused, ...ended, refused];
/** What Link asks for a person: nothing but that person's own accounts is there. */
const byPerson = (missing: string): Row => [
  nobody,
  refused,
  refused,
  refused,
  missing,
  ...ended,
  refused,
];
/** Operations of everybody. */
const everybody = (answer: string): Row => [
  answer,
  answer,
  answer,
  answer,
  answer,
  answer,
  answer,
  answer,
  answer,
];

/** Written by hand from the policies of the product. A procedure without a row fails the test. */
const expected: Record<string, Row> = {
  'users.create': inWorld('role_not_allowed'),
  'users.get': onRow('user_not_found', 'ok'),
  'users.list': inWorld('ok'),
  'users.update': onRow('user_not_found', 'role_not_allowed'),
  'users.delete': onRow('user_not_found', 'role_not_allowed'),
  'tokens.create': onRow('user_unknown', 'role_not_allowed'),
  'tokens.refresh': [nobody, 'token_invalid', 'token_invalid', refused, refused, ...ended, refused],
  'tokens.revoke': inWorld('role_not_allowed'),
  'tokens.introspect': inWorld('role_not_allowed'),
  'accounts.get': readsRow('account_not_found'),
  'accounts.list': readsList,
  'accounts.browse': operatorsOnly('ok'),
  'accounts.delete': onRow('account_not_found', 'role_not_allowed'),
  'accounts.startPayDistribution': changesRow('account_not_found'),
  'accounts.confirmPayDistribution': changesRow('account_not_found'),
  'payDistributionConfigs.encrypt': inWorld('role_not_allowed'),
  'profiles.get': readsRow('resource_not_found'),
  'profiles.list': readsList,
  'employments.get': readsRow('resource_not_found'),
  'employments.list': readsList,
  'documents.get': readsRow('resource_not_found'),
  'documents.list': readsList,
  'vehicles.get': readsRow('resource_not_found'),
  'vehicles.list': readsList,
  'payouts.get': readsRow('resource_not_found'),
  'payouts.list': readsList,
  'activities.get': readsRow('resource_not_found'),
  'activities.list': readsList,
  'reputations.get': readsRow('resource_not_found'),
  'reputations.list': readsList,
  'payAllocations.get': readsRow('resource_not_found'),
  'payAllocations.list': readsList,
  'forms.get': readsRow('resource_not_found'),
  'forms.list': readsList,
  'forms.templates': everybody('ok'),
  'forms.start': changesRow('user_unknown'),
  'forms.answer': changesRow('resource_not_found'),
  'forms.addFile': changesRow('resource_not_found'),
  'forms.removeFile': changesRow('resource_not_found'),
  'forms.submit': changesRow('resource_not_found'),
  'link.open': byLinkKey,
  'link.search': byLinkKey,
  'link.item': byLinkKey,
  'link.createUser': byLinkKey,
  'link.accounts': byPerson('ok'),
  'link.account': byPerson('account_not_found'),
  'link.connect': byPerson('link_item_unfit'),
  'link.answer': byPerson('account_not_found'),
  'link.resend': byPerson('account_not_found'),
  'link.reconnect': byPerson('account_not_found'),
  'link.revoke': byPerson('account_not_found'),
  'link.watch': byPerson('ok'),
  'link.payReview': byPerson('account_not_found'),
  'link.editPay': byPerson('account_not_found'),
  'linkItems.list': everybody('ok'),
  'linkItems.get': everybody('ok'),
  'linkItems.search': everybody('ok'),
  'sandbox.connect': onSandboxRow('user_unknown', 'role_not_allowed'),
  'sandbox.answer': onSandboxRow('account_not_found', 'role_not_allowed'),
  'sandbox.scan': onSandboxRow('account_not_found', 'role_not_allowed'),
  'sandbox.setConnection': onSandboxRow('account_not_found', 'role_not_allowed'),
  'sandbox.setPayDistribution': onSandboxRow('account_not_found', 'role_not_allowed'),
  'sandboxSettings.get': inSandbox('ok'),
  'sandboxSettings.update': inSandbox('role_not_allowed'),
  'scenarios.list': inSandbox('ok'),
  'scenarios.get': inSandbox('ok'),
  'scenarios.put': inSandbox('role_not_allowed'),
  'scenarios.delete': onSandboxRow('scenario_not_found', 'role_not_allowed'),
  'snapshots.create': inSandbox('role_not_allowed'),
  'snapshots.list': inSandbox('ok'),
  'snapshots.delete': onSandboxRow('snapshot_not_found', 'role_not_allowed'),
  'snapshots.restore': onSandboxRow('snapshot_not_found', 'role_not_allowed'),
  'snapshots.reset': inSandbox('role_not_allowed'),
  'clock.get': inSandbox('ok'),
  'clock.freeze': inSandbox('role_not_allowed'),
  'clock.resume': inSandbox('role_not_allowed'),
  'clock.advance': inSandbox('role_not_allowed'),
  'clock.run': inSandbox('role_not_allowed'),
  'clock.step': inSandbox('role_not_allowed'),
  'clock.reset': inSandbox('role_not_allowed'),
  'webhooks.list': inWorld('ok'),
  'webhooks.create': inWorld('role_not_allowed'),
  'webhooks.get': onRow('webhook_not_found', 'ok'),
  'webhooks.health': onRow('webhook_not_found', 'ok'),
  'webhooks.replace': onRow('webhook_not_found', 'role_not_allowed'),
  'webhooks.update': onRow('webhook_not_found', 'role_not_allowed'),
  'webhooks.rotateSecret': onRow('webhook_not_found', 'role_not_allowed'),
  'webhooks.deliveries': onRow('webhook_not_found', 'ok'),
  'webhooks.delivery': onRow('delivery_not_found', 'ok'),
  'webhooks.replay': onRow('webhook_not_found', 'role_not_allowed'),
  'webhooks.test': onRow('webhook_not_found', 'role_not_allowed'),
  'webhooks.delete': onRow('webhook_not_found', 'role_not_allowed'),
  'webhookChaos.get': onSandboxRow('webhook_not_found', 'ok'),
  'webhookChaos.set': onSandboxRow('webhook_not_found', 'role_not_allowed'),
  'events.list': inWorld('ok'),
  'events.stream': inWorld('ok'),
  'keys.list': inWorld('ok'),
  // Live keys are made by an operator, or on the machine itself, and a rotation makes one.
  'keys.create': [nobody, 'ok', refused, refused, refused, ...ended, 'role_not_allowed'],
  'keys.revoke': onRow('key_not_found', 'role_not_allowed'),
  'keys.rotate': [nobody, 'key_not_found', refused, refused, refused, ...ended, 'role_not_allowed'],
  'linkKeys.list': inWorld('ok'),
  'linkKeys.create': operatorsOnly('role_not_allowed'),
  'linkKeys.update': onRow('key_not_found', 'role_not_allowed'),
  'linkKeys.revoke': operatorsOnly('role_not_allowed'),
  'linkSettings.list': inWorld('ok'),
  'linkSettings.create': inWorld('role_not_allowed'),
  'linkSettings.update': onRow('link_settings_not_found', 'role_not_allowed'),
  'linkSettings.delete': onRow('link_settings_not_found', 'role_not_allowed'),
  'clients.list': operatorsOnly('ok'),
  'clients.get': operatorsOnly('ok'),
  'clients.create': operatorsOnly('role_not_allowed'),
  'clients.update': operatorsOnly('role_not_allowed'),
  'clients.rotateSigningKey': operatorsOnly('role_not_allowed'),
  'environments.list': operatorsOnly('ok'),
  'session.signIn': everybody('sign_in_failed'),
  'session.redeem': everybody('sign_in_failed'),
  'session.current': everybody('ok'),
  'operators.list': operatorsOnly('ok'),
  'operators.signInLink': operatorsOnly('role_not_allowed'),
  'overview.counts': operatorsOnly('ok'),
  // These two last, because each ends the session of whoever has one.
  'session.setPassword': operatorsOnly('ok'),
  'session.signOut': everybody('ok'),
};

let it: TestInstance;
let credentials: Record<Who, Credentials>;
let inputs: Record<string, unknown>;

beforeAll(async () => {
  it = await testInstance();
  const ours = it.caller();
  const gone = await ours.users.create({});
  it.clock.advance(31 * DAY);
  const { id: user, token } = await ours.users.create({});
  const other = await ours.users.create({});
  const pair = await ours.tokens.create({ user });
  await ours.tokens.revoke({ token: pair.access });
  const account = await ours.sandbox.connect({
    user,
    link_item: 'walmart',
    username: 'test_1',
    password: 'passgood',
  });
  const admin = it.instance.callAs({ actor: { kind: 'local' } });
  const stranger = await admin.clients.create({ name: 'Another company' });
  const spare = await ours.keys.create({ name: 'Spare' });
  const ids = await storeExamples(it, account);
  const snapshot = await ours.snapshots.create({});
  const settings = await ours.linkSettings.create({ name: 'Ours' });
  const subscription = { events: ['*'], name: 'Backend', url: 'https://93.184.216.34/hooks' };
  const webhook = await ours.webhooks.create(subscription);
  await ours.webhooks.test({ id: webhook.id });
  const [{ id: delivery } = webhook] = (await ours.webhooks.deliveries({ id: webhook.id })).results;

  inputs = {
    'users.get': { id: user },
    'users.update': { id: user, external_metadata: 'changed' },
    'users.delete': { id: user },
    'tokens.create': { user },
    'tokens.refresh': { refresh: pair.refresh },
    'tokens.revoke': { token },
    'tokens.introspect': { token },
    'accounts.get': { id: account.id },
    'accounts.delete': { id: account.id },
    'accounts.startPayDistribution': { id: account.id, encrypted_config: 'x' },
    'accounts.confirmPayDistribution': { id: account.id },
    'payDistributionConfigs.encrypt': payDistributionConfig,
    'profiles.get': { id: ids.profiles },
    'employments.get': { id: ids.employments },
    'documents.get': { id: ids.documents },
    'vehicles.get': { id: ids.vehicles },
    'payouts.get': { id: ids.payouts },
    'activities.get': { id: ids.activities },
    'reputations.get': { id: ids.reputations },
    'payAllocations.get': { id: ids.pay_allocations },
    'forms.get': { id: ids.forms },
    'forms.start': { user },
    'forms.answer': { id: ids.forms, data: { income_source: 'Somebody else' } },
    'forms.addFile': { id: ids.forms, slot: 'paystubs', content: btoa('%PDF-1.7') },
    'forms.removeFile': { id: ids.forms, file: ids.forms },
    'forms.submit': { id: ids.forms },
    'link.item': { id: 'walmart' },
    'link.accounts': { link_key: it.link_key },
    'link.account': { id: account.id },
    'link.connect': { link_item: 'form_link_item', username: 'test_1', password: 'passgood' },
    'link.answer': { account: account.id, code: '8081' },
    'link.resend': { account: account.id },
    'link.reconnect': { account: account.id },
    'link.revoke': { account: account.id },
    'link.watch': { account: account.id },
    'link.payReview': { account: account.id, encrypted_config: 'x' },
    'link.editPay': { account: account.id, encrypted_config: 'x', value: '25' },
    'linkItems.get': { id: 'walmart' },
    'linkItems.search': { q: 'wal' },
    'sandbox.connect': { user, link_item: 'walmart', username: 'test_1', password: 'passgood' },
    'sandbox.answer': { id: account.id, code: '8081' },
    'sandbox.scan': { id: account.id },
    'sandbox.setConnection': { id: account.id, status: 'connected' },
    'sandbox.setPayDistribution': { id: account.id, status: 'success' },
    'sandboxSettings.update': { speed: 'real' },
    'scenarios.get': { name: 'session-lost' },
    'scenarios.put': { source: 'name: mine\ndescription: Mine' },
    'scenarios.delete': { name: 'nothing' },
    'snapshots.delete': { id: snapshot.id },
    'snapshots.restore': { id: snapshot.id },
    'clock.advance': { by: 'PT1S' },
    'webhooks.create': subscription,
    'webhooks.get': { id: webhook.id },
    'webhooks.health': { id: webhook.id },
    'webhooks.replace': { id: webhook.id, ...subscription },
    'webhooks.update': { id: webhook.id, name: 'Renamed' },
    'webhooks.rotateSecret': { id: webhook.id },
    'webhooks.deliveries': { id: webhook.id },
    'webhooks.delivery': { id: webhook.id, delivery },
    'webhooks.replay': { id: webhook.id, type: 'accounts.added' },
    'webhooks.test': { id: webhook.id },
    'webhooks.delete': { id: webhook.id },
    'webhookChaos.get': { id: webhook.id },
    'webhookChaos.set': { id: webhook.id, duplicate: 0.5 },
    'keys.create': { name: 'Made by the matrix' },
    'keys.revoke': { id: spare.id },
    'keys.rotate': { id: spare.id },
    'linkSettings.create': { name: 'Made by the matrix' },
    'linkSettings.update': { id: settings.id, name: 'Renamed' },
    'linkSettings.delete': { id: settings.id },
    'linkKeys.update': { id: it.link_key, allowed_origins: [] },
    'linkKeys.revoke': { id: it.link_key },
    'clients.get': { id: it.client.id },
    'clients.create': { name: 'A third company' },
    'clients.update': { id: it.client.id, settings: { pay_distribution: false } },
    'clients.rotateSigningKey': { id: it.client.id },
    'session.signIn': { email: 'nobody@example.com', password: 'not the password' },
    'session.redeem': { token: 'no-such-link' },
    'session.setPassword': { password: 'correct horse battery' },
    'operators.signInLink': { email: 'third@example.com' },
  };
  credentials = {
    nobody: {},
    'other client': { authorization: basicAuth(stranger.api_key) },
    'other environment': { authorization: it.keys.live.auth },
    'link key': { authorization: `LinkKey ${it.link_key}` },
    'other user': { authorization: `Bearer ${other.token}` },
    'expired token': { authorization: `Bearer ${gone.token}` },
    'revoked token': { authorization: `Bearer ${pair.access}` },
    'refresh token': { authorization: `Bearer ${pair.refresh}` },
    viewer: await viewer(),
  };
});
afterAll(() => it.close());

async function viewer(): Promise<Credentials> {
  const local: Caller = { actor: { kind: 'local' } };
  const email = 'viewer@example.com';
  const { url } = await it.instance.callAs(local).operators.signInLink({ email, role: 'viewer' });
  let session: string | undefined;
  const context = it.instance.createContext({
    credentials: {},
    request_id: 'sign-in',
    onReply: (reply) => {
      session = reply.session ?? undefined;
    },
  });
  await createCallerFactory(appRouter)(context).session.redeem({
    token: url.split('#token=')[1] ?? '',
  });
  return { session, environment: it.sandbox.id };
}

/** Calls a procedure by its path, as the tRPC door does. */
async function answerOf(path: string, who: Who): Promise<string> {
  const context = it.instance.createContext({ credentials: credentials[who], request_id: who });
  const [noun = '', verb = ''] = path.split('.');
  // The caller is a record of records by noun and verb; the row's path names both.
  const all = createCallerFactory(appRouter)(context) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  try {
    await all[noun]?.[verb]?.(inputs[path] ?? {});
    return 'ok';
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    return cause && typeof cause === 'object' && 'code' in cause
      ? String(cause.code)
      : String(error);
  }
}

test('every procedure has a row, and every row a procedure', () => {
  expect(Object.keys(expected).sort()).toEqual(
    allOperations()
      .map(([path]) => path)
      .sort(),
  );
});

describe.each(Object.entries(expected))('%s', (path, row) => {
  test.each(callers.map((who, i) => [who, row[i]] as const))(
    'by %s gives %s',
    async (who, answer) => {
      expect(await answerOf(path, who)).toBe(answer);
    },
  );
});

test('nothing of ours was changed by any of them', async () => {
  const ours = it.caller();
  const { id: user } = inputs['users.get'] as { id: string };
  const { id: account } = inputs['accounts.get'] as { id: string };
  const { token } = inputs['tokens.introspect'] as { token: string };

  expect(JSON.stringify((await ours.users.get({ id: user })).external_metadata)).toBe('{}');
  expect(await ours.accounts.get({ id: account })).toMatchObject({ user, status: 'connecting' });
  expect(await ours.tokens.introspect({ token })).toMatchObject({ active: true });
  const { results } = await ours.keys.list({ limit: 200 });
  expect(results.map(({ name, revoked_at }) => [name, revoked_at])).toContainEqual(['Spare', null]);
});
