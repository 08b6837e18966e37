import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyWebhook } from '@intarsia/client';
import { type DomainEvent, MINUTE } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openReceiver, type Receiver } from './src/receiver.ts';

type Delivered = Receiver['received'][number];

/** Accounts whose deliveries go side by side. */
const ACCOUNTS = Array.from({ length: 8 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);

/** Each subscription gets its own quarter of the events, and has a secret and a name of its own kind. */
const subscriptions = [
  { type: 'profiles.added', secret: 'ключ 🔑 \u2028 " \' $HOME', name: 'Łódź 🧵 \u2028\u2029 "x"' },
  { type: 'documents.added', secret: 'x'.repeat(256), name: 'B' },
  { type: 'vehicles.added', secret: 'whsec_c2VjcmV0IG9mIDMyIGJ5dGVz', name: '名前' },
  { type: 'reputations.added', secret: null, name: 'none' },
] as const;

/** Whatever JSON can hold: any characters, numbers beyond those of a double. */
const anyPayload = fc.record({
  text: fc.string({ unit: 'binary' }).map((text) => `${text}\u2028\u2029🧵`),
  value: fc.jsonValue({ stringUnit: 'grapheme' }),
  big: fc.bigInt(-(10n ** 40n), 10n ** 40n).map(Number),
  small: fc.double({ noNaN: true, noDefaultInfinity: true }),
});

/** A subscription with what came of it. */
interface Subscribed {
  readonly type: string;
  /** What signs v1; null for none. */
  readonly secret: string | null;
  readonly standard: string;
  readonly delivered: readonly Delivered[];
}

describe('a thousand deliveries of anything', () => {
  let it: TestInstance;
  let receiver: Receiver;
  let all: Subscribed[];
  const payloads = fc.sample(anyPayload, { numRuns: 1000, seed: 21 });
  beforeAll(async () => {
    // Libraries hold the time of a delivery against that of this machine.
    it = await testInstance({ now: new Date().toISOString().replace('Z', '000Z') });
    receiver = await openReceiver();
    const made: Omit<Subscribed, 'delivered'>[] = [];
    for (const { type, secret, name } of subscriptions) {
      const asked = { events: [type], name, url: receiver.url, secret };
      const { signing_secret } = await it.caller().webhooks.create(asked);
      made.push({ type, secret, standard: signing_secret ?? '' });
    }
    await it.instance.deps.store.write((tx) =>
      tx.outbox.append({ environment_id: it.sandbox.id }, payloads.map(eventOf)),
    );
    await it.work();
    const of = (type: string) =>
      receiver.received.filter(({ body }) => JSON.parse(body).event === type);
    all = made.map((one) => ({ ...one, delivered: of(one.type) }));
  }, 120_000);
  afterAll(async () => {
    await receiver.close();
    await it.close();
  });

  /** What nothing but a test would tell: real events have the documented data alone. */
  function eventOf(payload: object, n: number): DomainEvent {
    const account = ACCOUNTS[n % ACCOUNTS.length] ?? '';
    const type = subscriptions[n % subscriptions.length]?.type ?? 'profiles.added';
    const data = { account, user: it.client.id, ...payload };
    // Safe: nobody between here and a receiver looks into the data.
    return { type, occurred_at: it.clock.now(), data } as unknown as DomainEvent;
  }

  test('come as they were told, once each', () => {
    const told = payloads.map((payload) => JSON.stringify(payload)).sort();

    const came = receiver.received.map(({ body }) => {
      const { account: _, user: __, ...payload } = JSON.parse(body).data;
      return JSON.stringify(payload);
    });

    expect(came.sort()).toEqual(told);
    expect(all.map(({ delivered }) => delivered.length)).toEqual([250, 250, 250, 250]);
  });

  test('verify with the standardwebhooks library, and with nothing changed', () => {
    let checked = 0;
    for (const { standard, delivered } of all) {
      const right = new StandardWebhook(standard);
      const wrong = new StandardWebhook(Buffer.from('another secret').toString('base64'));
      for (const [n, { body, headers: sent }] of delivered.entries()) {
        const headers = standardHeaders(sent);
        const bytes = Buffer.from(body);
        bytes[n % bytes.length] = (bytes[n % bytes.length] ?? 0) ^ 1;

        expect(right.verify(body, headers)).toEqual(JSON.parse(body));
        expect(() => right.verify(bytes, headers)).toThrow('No matching signature');
        expect(() => wrong.verify(body, headers)).toThrow('No matching signature');
        checked += 1;
      }
    }
    expect(checked).toBe(1000);
  });

  test('bear the HMAC-SHA512 that openssl makes on the command line, and no other', () => {
    let checked = 0;
    for (const { secret, delivered } of all) {
      if (secret === null) {
        expect(delivered.flatMap(({ headers }) => headers['x-argyle-signature'] ?? [])).toEqual([]);
        continue;
      }
      const bodies = delivered.map(({ body }) => body);
      const right = opensslSums(secret, bodies);
      const wrong = opensslSums(`${secret}.`, bodies);
      const changed = opensslSums(
        secret,
        bodies.map((body) => `${body} `),
      );
      for (const [n, { headers }] of delivered.entries()) {
        const signature = headers['x-argyle-signature'];
        expect([signature, headers['x-intarsia-signature']]).toEqual([right[n], right[n]]);
        expect([wrong[n], changed[n]]).not.toContain(signature);
        checked += 1;
      }
    }
    expect(checked).toBe(750);
  });

  test('verify with what receivers are given, by either scheme', async () => {
    for (const { secret, standard, delivered } of all) {
      for (const { body, headers } of delivered) {
        const { verdicts } = await verifyWebhook({ body, headers, secret: secret ?? standard });
        const hmac_sha512 = secret === null ? 'missing' : 'matches';
        expect(verdicts).toEqual({ standard_webhooks: 'matches', hmac_sha512 });
      }
    }
  });

  test('are refused when they are old', async () => {
    const { standard = '', type } = all[1] ?? {};
    it.clock.advance(-6 * MINUTE);
    await it.instance.deps.store.write((tx) =>
      tx.outbox.append({ environment_id: it.sandbox.id }, [eventOf({}, 1)]),
    );
    await it.work();
    const { body = '', headers = {} } = receiver.received.at(-1) ?? {};

    expect(JSON.parse(body).event).toBe(type);
    expect(() => new StandardWebhook(standard).verify(body, standardHeaders(headers))).toThrow(
      'Message timestamp too old',
    );
    await expect(verifyWebhook({ body, headers, secret: standard })).rejects.toMatchObject({
      code: 'timestamp_too_old',
    });
  });
});

function standardHeaders(headers: Delivered['headers']): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(names.map((name) => [name, String(headers[name])]));
}

/** The sums of texts as `openssl dgst` prints them. */
function opensslSums(secret: string, texts: readonly string[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-openssl-'));
  try {
    const files = texts.map((_, n) => path.join(folder, String(n)));
    for (const [n, file] of files.entries()) writeFileSync(file, texts[n] ?? '');
    const args = ['dgst', '-sha512', '-r', '-hmac', secret, ...files];
    const printed = execFileSync('openssl', args, { maxBuffer: 1 << 24 })
      .toString()
      .trim();
    return printed.split('\n').map((line) => line.split(' ')[0] ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
