import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { verifyWebhook, type WebhookDelivery, type WebhookEvent } from './index.ts';

const now = new Date('2026-01-15T09:00:00Z');
const seconds = now.getTime() / 1000;
const secret = 'a secret of yours — ü';
const account = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
const body = JSON.stringify({
  event: 'accounts.connected',
  name: 'Backend \u2028 ✓',
  data: { account, user: account },
});

interface Signing {
  readonly body?: string;
  readonly secret?: string;
  readonly id?: string;
  readonly at?: number;
}

/** Headers as the documents say that they are made, with nothing of what verifies them. */
function signed(given: Signing = {}) {
  const { body: text = body, secret: key = secret, id = 'evt-1', at = seconds } = given;
  const legacy = createHmac('sha512', key).update(text).digest('hex');
  const standard = createHmac('sha256', key).update(`${id}.${at}.${text}`).digest('base64');
  return {
    'x-argyle-signature': legacy,
    'x-intarsia-signature': legacy,
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${standard}`,
  };
}

function legacyAlone(given: Signing = {}) {
  return { 'x-argyle-signature': signed(given)['x-argyle-signature'] };
}

function standardAlone(given: Signing = {}) {
  const { 'x-argyle-signature': _, 'x-intarsia-signature': __, ...headers } = signed(given);
  return headers;
}

async function faultOf(delivery: Partial<WebhookDelivery>): Promise<unknown> {
  const verified = verifyWebhook({ body, headers: signed(), secret, now, ...delivery });
  return verified.then(
    () => 'verified',
    (error: unknown) =>
      error instanceof Error && error.name === 'WebhookVerificationError' && 'code' in error
        ? error.code
        : error,
  );
}

/** A body with whatever JSON can hold: any characters, U+2028, numbers beyond those of a double. */
const anyBody = fc
  .tuple(
    fc.string({ unit: 'binary' }),
    fc.jsonValue({ stringUnit: 'grapheme' }),
    fc.bigInt(-(10n ** 40n), 10n ** 40n),
  )
  .map(
    ([name, value, big]) =>
      `{"event":"accounts.updated","name":${JSON.stringify(`${name}\u2028\u2029🧵`)},"data":{"value":${JSON.stringify(value)},"big":${big}.${'7'.repeat(30)}}}`,
  );
const bodies = fc.sample(anyBody, { numRuns: 1000, seed: 7 });

test('a thousand bodies verify, and the standardwebhooks library agrees', async () => {
  const library = new StandardWebhook(Buffer.from(secret).toString('base64'));
  const at = new Date(Math.floor(Date.now() / 1000) * 1000);

  for (const text of bodies) {
    const headers = signed({ body: text, at: at.getTime() / 1000 });
    const legacy = await verifyWebhook({
      body: text,
      headers: legacyAlone({ body: text }),
      secret,
    });
    const standard = await verifyWebhook({ body: Buffer.from(text), headers, secret, now: at });

    expect(library.verify(text, headers)).toEqual(standard.event);
    expect(library.sign('evt-1', at, text)).toBe(headers['webhook-signature']);
    expect(legacy.event).toEqual(standard.event);
    expect([legacy.scheme, standard.scheme]).toEqual(['hmac_sha512', 'standard_webhooks']);
  }
}, 30_000);

test('a thousand signatures that openssl makes on the command line verify', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-openssl-'));
  const files = (kind: string) => bodies.map((_, n) => path.join(folder, `${kind}-${n}`));
  const sums = (hash: string, names: string[]) =>
    execFileSync('openssl', ['dgst', hash, '-r', '-hmac', secret, ...names], { maxBuffer: 1 << 24 })
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
  try {
    for (const [n, name] of files('body').entries()) writeFileSync(name, bodies[n] ?? '');
    for (const [n, name] of files('message').entries()) {
      writeFileSync(name, `evt-${n}.${seconds}.${bodies[n]}`);
    }
    const legacy = sums('-sha512', files('body'));
    const standard = sums('-sha256', files('message'));

    for (const [n, text] of bodies.entries()) {
      const signature = Buffer.from(standard[n] ?? '', 'hex').toString('base64');
      const headers = {
        'X-Argyle-Signature': legacy[n],
        'webhook-id': `evt-${n}`,
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${signature}`,
      };
      const { verdicts } = await verifyWebhook({ body: text, headers, secret, now });

      expect(verdicts).toEqual({ standard_webhooks: 'matches', hmac_sha512: 'matches' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);

test('one changed byte anywhere in a body is a mismatch', async () => {
  const bytes = new TextEncoder().encode(body);

  for (const n of bytes.keys()) {
    const changed = Uint8Array.from(bytes, (byte, at) => (at === n ? byte ^ 1 : byte));
    for (const headers of [legacyAlone(), standardAlone()]) {
      expect(await faultOf({ body: changed, headers })).toBe('signature_mismatch');
    }
  }
});

describe('what is not to be trusted', () => {
  const { 'webhook-id': _, ...noId } = signed();
  const { 'webhook-timestamp': __, ...noTime } = signed();
  const { 'webhook-signature': ___, ...noSignature } = signed();

  test.each<[string, Partial<WebhookDelivery>, string]>([
    ['another secret', { secret: 'another' }, 'signature_mismatch'],
    ['another secret of v1', { secret: 'x', headers: legacyAlone() }, 'signature_mismatch'],
    ['no secret', { secret: '' }, 'secret_missing'],
    ['no header', { headers: {} }, 'signature_missing'],
    ['no id', { headers: noId }, 'signature_malformed'],
    ['no time', { headers: noTime }, 'signature_malformed'],
    ['no signature', { headers: noSignature }, 'signature_malformed'],
    ['an empty signature', { headers: { 'x-argyle-signature': '' } }, 'signature_malformed'],
    ['no hex', { headers: { 'x-argyle-signature': 'zz' } }, 'signature_malformed'],
    ['half a signature', { headers: { 'x-argyle-signature': 'ab' } }, 'signature_mismatch'],
    [
      'a time in words',
      { headers: { ...signed(), 'webhook-timestamp': 'now' } },
      'signature_malformed',
    ],
    ['another id', { headers: { ...signed(), 'webhook-id': 'evt-2' } }, 'signature_mismatch'],
    ['301 seconds ago', { headers: signed({ at: seconds - 301 }) }, 'timestamp_too_old'],
    ['301 seconds ahead', { headers: signed({ at: seconds + 301 }) }, 'timestamp_too_new'],
    [
      'a shorter tolerance',
      { headers: signed({ at: seconds - 11 }), tolerance_seconds: 10 },
      'timestamp_too_old',
    ],
    ['a tolerance that is none', { tolerance_seconds: Number.NaN }, 'timestamp_too_new'],
    ['a day that is none', { now: new Date(Number.NaN) }, 'timestamp_too_new'],
    [
      'no time where one is insisted on',
      { headers: legacyAlone(), scheme: 'standard_webhooks' },
      'signature_missing',
    ],
    [
      'v1 where it is insisted on',
      { headers: standardAlone(), scheme: 'hmac_sha512' },
      'signature_missing',
    ],
    // Untyped callers hand over what their framework has parsed.
    ['a parsed body', { body: JSON.parse(body) }, 'body_not_raw'],
    ...['[]', '"x"', '{}', '{"event":1,"data":{}}', '{"event":"a","data":null}', 'nothing'].map(
      (text): [string, Partial<WebhookDelivery>, string] => [
        `a signed body of ${text}`,
        { body: text, headers: signed({ body: text }) },
        'body_invalid',
      ],
    ),
  ])('%s', async (_name, delivery, fault) => {
    expect(await faultOf(delivery)).toBe(fault);
  });

  test('a good signature without a time does not outvote a bad one with it', async () => {
    const headers = { ...signed(), 'webhook-signature': `v1,${btoa('x'.repeat(32))}` };

    expect(await faultOf({ headers })).toBe('signature_mismatch');
    expect(await faultOf({ headers: signed({ at: seconds - 1000 }) })).toBe('timestamp_too_old');
  });
});

describe('what is taken', () => {
  const node: IncomingHttpHeaders = { ...signed(), 'set-cookie': ['a', 'b'] };
  const shouted = Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]);
  const other = signed({ secret: 'old' })['webhook-signature'];

  test.each<[string, Partial<WebhookDelivery>]>([
    ['headers of fetch', { headers: new Headers(signed()) }],
    ['headers of Node', { headers: node }],
    ['headers in capitals', { headers: Object.fromEntries(shouted) }],
    ['bytes', { body: new TextEncoder().encode(body) }],
    ['a buffer of bytes', { body: new TextEncoder().encode(body).buffer }],
    ['a part of a larger buffer', { body: Buffer.from(`xx${body}`).subarray(2) }],
    [
      'a secret as Standard Webhooks write it',
      { secret: `whsec_${Buffer.from(secret).toString('base64')}` },
    ],
    ['300 seconds ago', { headers: signed({ at: seconds - 300 }) }],
    ['300 seconds ahead', { headers: signed({ at: seconds + 300 }) }],
    [
      'several signatures',
      {
        headers: {
          ...signed(),
          'webhook-signature': `v1a,AAAA ${other} ${signed()['webhook-signature']}`,
        },
      },
    ],
    [
      'several signature headers',
      { headers: new Headers([...Object.entries(signed()), ['webhook-signature', other]]) },
    ],
    [
      'several signatures in a list',
      { headers: { ...signed(), 'webhook-signature': [other, signed()['webhook-signature']] } },
    ],
  ])('%s', async (_name, delivery) => {
    expect(await faultOf(delivery)).toBe('verified');
  });

  test('either form of a secret, whichever of them signs v1', async () => {
    const standard = 'whsec_c2VjcmV0IG9mIDMyIGJ5dGVz';
    const inside = Buffer.from(standard.slice(6), 'base64').toString();

    expect(await faultOf({ secret: standard, headers: legacyAlone({ secret: standard }) })).toBe(
      'verified',
    );
    expect(await faultOf({ secret: standard, headers: legacyAlone({ secret: inside }) })).toBe(
      'verified',
    );
    expect(await faultOf({ secret: standard, headers: standardAlone({ secret: inside }) })).toBe(
      'verified',
    );
    expect(
      await faultOf({ secret: 'whsec_no base64', headers: signed({ secret: 'whsec_no base64' }) }),
    ).toBe('verified');
  });
});

test('a verified delivery tells its event, its id and its time', async () => {
  const verified = await verifyWebhook({ body, headers: signed(), secret, now });

  expect(verified).toEqual({
    scheme: 'standard_webhooks',
    id: 'evt-1',
    sent_at: now,
    event: JSON.parse(body),
    verdicts: { standard_webhooks: 'matches', hmac_sha512: 'matches' },
  });
});

test('an event is known by its name', async () => {
  const { event } = await verifyWebhook({ body, headers: signed(), secret, now });
  const told = (of: WebhookEvent): string | undefined => {
    if (of.event === 'payouts.updated') return of.data.updated_payouts[0];
    if (of.event === 'accounts.failed') return of.data.error_code;
    if (of.event === 'accounts.connected') return of.data.resource?.link_item ?? of.data.account;
    return undefined;
  };

  expect(told(event)).toBe(account);
});
