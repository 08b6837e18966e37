import { readFile } from 'node:fs/promises';
import { verifyWebhook } from '@intarsia/client';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestIntarsia, type TestIntarsia } from './index.ts';

let intarsia: TestIntarsia;

beforeEach(async () => {
  intarsia = await createTestIntarsia();
});

afterEach(async () => {
  vi.useRealTimers();
  await intarsia.close();
});

test('an inbox has what was delivered, before the call answers that caused it', async () => {
  const { sandbox, webhooks, events } = intarsia;
  const inbox = await webhooks.subscribe();

  const account = await sandbox.connect({ link_item: 'walmart' });

  const stored = await events({ account: account.id });
  expect(inbox.received.map(({ id, event, data }) => [id, event, data])).toEqual(
    stored.map(({ id, type, data }) => [id, type, data]),
  );
  expect(inbox.refused).toEqual([]);
  expect(inbox.received[0]).toMatchObject({ name: 'Inbox' });
  expect(inbox.received[0]?.headers['intarsia-sequence']).toBe('1');
});

test('the next delivery of a type is given once, and known by its type', async () => {
  const { sandbox, webhooks } = intarsia;
  const inbox = await webhooks.subscribe({ events: ['accounts.failed', 'accounts.added'] });
  await sandbox.connect({ link_item: 'walmart', password: 'pass_account_disabled' });
  await sandbox.connect({ link_item: 'walmart', password: 'pass_tos_required' });

  const first = await inbox.next('accounts.failed');
  const second = await inbox.next('accounts.failed');

  expect([first.data.error_code, second.data.error_code]).toEqual([
    'account_disabled',
    'tos_required',
  ]);
  await expect(inbox.next('accounts.failed', { within: 20 })).rejects.toThrow(
    'No accounts.failed was delivered within 20 ms. Nothing else was either.',
  );
});

test('an inbox that refuses is asked again when the clock moves, with the same id', async () => {
  const { client, clock, webhooks } = intarsia;
  const inbox = await webhooks.subscribe({ events: 'users.created' });
  inbox.answers = 503;
  await client.users.create.mutate({});
  inbox.answers = 204;

  await clock.advance({ minutes: 1 });

  const { results } = await client.webhooks.deliveries.query({ id: inbox.webhook.id });
  const tries = results[0]?.attempts.map(({ status }) => status);
  expect(new Set(inbox.received.map(({ id }) => id)).size).toBe(1);
  expect(inbox.received).toHaveLength(2);
  expect(tries?.sort()).toEqual([204, 503]);
});

test('a handler is given each delivery as a server would send it, and its answer counts', async () => {
  vi.useFakeTimers({ now: new Date(await intarsia.clock.now()), toFake: ['Date'] });
  const { client, sandbox, webhooks } = intarsia;
  const secret = 'a secret of yours';
  const connected: string[] = [];
  const inbox = await webhooks.subscribe({
    events: 'accounts.connected',
    secret,
    async handler(request) {
      const { headers } = request;
      const { event } = await verifyWebhook({ body: await request.text(), headers, secret });
      if (event.event !== 'accounts.connected') return new Response(null, { status: 422 });
      const account = await client.accounts.get.query({ id: event.data.account });
      connected.push(account.link_item);
      return new Response(null, { status: 204 });
    },
  });

  await sandbox.connect({ link_item: 'walmart' });

  const { results } = await client.webhooks.deliveries.query({ id: inbox.webhook.id });
  expect(connected).toEqual(['walmart']);
  expect(results.map(({ status }) => status)).toEqual(['delivered']);
});

test('what the README shows does what it says', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, shown = ''] = /## Webhooks[\s\S]*?```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

  const run = AsyncFunction('intarsia', 'expect', shown);

  expect(shown).toContain('expect(');
  await run(intarsia, expect);
});

test('a delivery that somebody forged is refused', async () => {
  const { client, webhooks } = intarsia;
  const inbox = await webhooks.subscribe({ events: 'users.created', secret: 'one' });
  await client.webhooks.update.mutate({ id: inbox.webhook.id, secret: 'two' });

  await client.users.create.mutate({});

  expect(inbox.received).toEqual([]);
  expect(inbox.refused).toMatchObject([{ code: 'signature_mismatch' }]);
});

test('real deliveries verify by either signature, whatever name and secret they have', async () => {
  const { client, webhooks } = intarsia;
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const ways = fc.sample(fc.tuple(text, text), { numRuns: 100, seed: 11 });
  const subscribed = [];
  for (const [name, secret] of ways) {
    const asked = { events: 'users.created', name: `${name}\u2028`, secret } as const;
    subscribed.push([secret, await webhooks.subscribe(asked)] as const);
  }
  const wall = new Date(await intarsia.clock.now());

  await client.users.create.mutate({});

  for (const [secret, { received, secret: standard }] of subscribed) {
    const { headers, body } = received[0] ?? nothing;
    const own = await verifyWebhook({ body, headers, secret, now: wall });
    const other = await verifyWebhook({ body, headers, secret: standard, now: wall });
    const { 'x-argyle-signature': legacy, ...rest } = headers;
    expect([own.verdicts, other.verdicts]).toEqual([bothMatch, bothMatch]);
    expect(libraryAccepts(standard, body, rest, wall)).toBe(true);
    expect(legacy).toMatch(/^[0-9a-f]{128}$/);
  }
});

const nothing: { headers: Record<string, string>; body: string } = { headers: {}, body: '' };
const bothMatch = { standard_webhooks: 'matches', hmac_sha512: 'matches' };

function libraryAccepts(
  secret: string,
  body: string,
  headers: Record<string, string>,
  now: Date,
): boolean {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  const told = new StandardWebhook(secret).verify(body, headers);
  vi.useRealTimers();
  return JSON.stringify(told) === body;
}
