import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appRouter, operations } from '../root.ts';
import type { Credentials } from './guard.ts';
import type { AnyOperation } from './operation.ts';
import { openStream, type Stream } from './stream.ts';
import { createCallerFactory } from './trpc.ts';

let it: TestInstance;
beforeEach(async () => {
  it = await testInstance();
});
afterEach(() => it.close());

const callerOf = createCallerFactory(appRouter);

/** Follows for somebody who is looked at again every few milliseconds. */
async function follow(
  credentials: Credentials,
  {
    operation = operations.events.stream,
    gone,
  }: { operation?: AnyOperation; gone?: AbortSignal } = {},
): Promise<Stream<unknown>> {
  const { deps, guard } = it.instance;
  const stillAllowed = async () => guard.authorize(operation, credentials);
  const caller = await stillAllowed();
  const call = { deps, guard, caller, input: {}, stillAllowed, gone: gone && (() => gone) };
  const stream = await openStream(operation, call, { look_ms: 5 });
  await stream.next();
  return stream;
}

/** A key of the sandbox besides the usual one. */
async function spareKey() {
  const key = await it.caller().keys.create({ name: 'Spare' });
  return { id: key.id, credentials: { authorization: basicAuth(key) } };
}

test('a stream ends when its key is revoked', async () => {
  const { id, credentials } = await spareKey();
  const stream = await follow(credentials);
  const waiting = stream.next();

  await it.caller().keys.revoke({ id });

  await expect(waiting).rejects.toMatchObject({ code: 'key_invalid' });
  expect(it.instance.deps.feed.followers()).toBe(0);
});

test('a stream ends when the session of its operator does', async () => {
  const admin = it.caller({ kind: 'local' });
  const { url } = await admin.operators.signInLink({ email: 'ann@example.com', role: 'viewer' });
  let session: string | undefined;
  const context = it.instance.createContext({
    credentials: {},
    request_id: 'sign-in',
    onReply: (reply) => {
      session = reply.session ?? undefined;
    },
  });
  await callerOf(context).session.redeem({ token: url.split('#token=')[1] ?? '' });
  const credentials = { session, environment: it.sandbox.id };
  const stream = await follow(credentials);
  const waiting = stream.next();

  await callerOf({ ...context, credentials: { session } }).session.signOut({});

  await expect(waiting).rejects.toMatchObject({ code: 'session_invalid' });
});

test('a stream of a key that is still good goes on', async () => {
  const { credentials } = await spareKey();
  const stream = await follow(credentials);
  await new Promise((resolve) => setTimeout(resolve, 50));

  await it.caller().users.create({});

  expect(await stream.next()).toMatchObject({ value: { items: [{ type: 'users.created' }] } });
  await stream.return?.();
});

describe('when the world is replaced', () => {
  const { watch } = operations.link;

  test.each([
    ['and is in the other one too', 'world_replaced'],
    ['and is not in the other one', 'token_invalid'],
  ])('a stream of the accounts of somebody who was in it %s ends', async (which, code) => {
    const before = await it.caller().snapshots.create({});
    const { token } = await it.caller().users.create({});
    const after = await it.caller().snapshots.create({});
    const { id } = code === 'world_replaced' ? after : before;
    const stream = await follow({ authorization: `Bearer ${token}` }, { operation: watch });
    // Everything as it is.
    await stream.next();
    const waiting = stream.next();

    await it.caller().snapshots.restore({ id });

    await expect(waiting, which).rejects.toMatchObject({ code });
  });

  test('a stream of its events goes on', async () => {
    const { credentials } = await spareKey();
    const { id } = await it.caller().snapshots.create({});
    const stream = await follow(credentials);
    await it.caller().snapshots.restore({ id });
    await new Promise((resolve) => setTimeout(resolve, 50));

    await it.caller().users.create({});

    expect(await stream.next()).toMatchObject({ value: { items: [{ type: 'users.created' }] } });
    await stream.return?.();
  });
});

test('a stream ends in silence when its reader goes', async () => {
  const { credentials } = await spareKey();
  const leaving = new AbortController();
  const stream = await follow(credentials, { gone: leaving.signal });
  const waiting = stream.next();

  leaving.abort();

  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(it.instance.deps.feed.followers()).toBe(0);
});

test('in process a subscription gives its items as they are', async () => {
  const user = await it.caller().users.create({});
  const followed = await it.caller().events.stream({ last: 1 });

  for await (const item of followed) {
    expect(item).toEqual({
      id: item.data.id,
      data: expect.objectContaining({ type: 'users.created', user: user.id }),
    });
    break;
  }

  expect(it.instance.deps.feed.followers()).toBe(0);
});

test('the reply to a subscription on a wire says behind which id it begins', async () => {
  const { cursor } = await it.caller().events.list({ last: 0 });
  const told: unknown[] = [];
  const leaving = new AbortController();
  const context = it.instance.createContext({
    credentials: { authorization: it.keys.sandbox.auth },
    request_id: 'wire',
    onReply: ({ begins_behind }) => told.push(begins_behind),
  });

  await createCallerFactory(appRouter)(context, { signal: leaving.signal }).events.stream({});
  leaving.abort();

  expect(told).toEqual([cursor]);
  expect(it.instance.deps.feed.followers()).toBe(0);
});

test('nobody begins to follow a process that ends', async () => {
  const { credentials } = await spareKey();
  it.instance.drain();

  await expect(follow(credentials)).rejects.toMatchObject({ code: 'not_ready' });
});
