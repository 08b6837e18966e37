import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Answerer, answering, runLine, tempFolders } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret', NO_COLOR: '1' };
const ID = '018051aa-f7a9-7000-8000-000000000001';
const EVENT = '018051aa-f7a9-7000-8000-000000000002';
const DELIVERY = '018051aa-f7a9-7000-8000-000000000003';
const webhook = {
  id: ID,
  events: ['*'],
  name: 'Backend',
  url: 'https://example.com/hook',
  secret: null,
  signing_secret: null,
  config: { include_resource: true },
  status: 'active',
  created_at: '2030-01-31T09:00:00.000000Z',
  updated_at: '2030-01-31T09:00:00.000000Z',
};
const attempt = {
  number: 1,
  at: '2030-01-31T09:00:00.000000Z',
  sent_at: '2030-01-31T09:00:00.000000Z',
  request_headers: {},
  status: 500,
  latency_ms: 12,
  error: 'answered 500',
  response: '',
  chaos: null,
};
const delivery = {
  id: DELIVERY,
  webhook: ID,
  event: EVENT,
  type: 'accounts.added',
  user: ID,
  account: ID,
  status: 'waiting',
  replayed: false,
  created_at: '2030-01-31T09:00:00.000000Z',
  delivered_at: null,
  next_attempt_at: '2030-01-31T09:00:10.000000Z',
  attempts: [{ ...attempt, number: 2, status: null, error: 'reset' }, attempt],
};

const folders = tempFolders();
afterAll(() => folders.clear());

function fileOf(text: string): string {
  const file = path.join(folders.make(), 'file.txt');
  writeFileSync(file, text);
  return file;
}

function asked(answer: Answerer) {
  const calls: [path: string, input: unknown][] = [];
  const fetch = answering((path, input) => {
    calls.push([path, input]);
    return answer(path, input);
  });
  return { calls, run: (...argv: string[]) => runLine(['webhooks', ...argv], { env, fetch }) };
}

test('webhooks are listed and shown, without their secrets', async () => {
  const page = { count: 1, next: null, previous: null, results: [webhook] };
  const { run } = asked((path) => (path === 'webhooks.list' ? page : webhook));

  const list = await run('list');
  const one = await run('get', ID);

  expect(list.out).toContain('Backend  ◆ active  https://example.com/hook  *');
  expect(one.out).toMatch(/Address +https:\/\/example\.com\/hook\n/);
  expect(one.out).not.toContain('Signing');
});

test('a webhook is made of what was said, and its secrets are shown', async () => {
  const made = { ...webhook, secret: 's1', signing_secret: 'whsec_czE=' };
  const { run, calls } = asked(() => made);
  const file = fileOf('s1\n');

  const { out } = await run(
    ...['create', webhook.url, '--name', 'Backend', '--secret', `@${file}`],
    ...['--events', 'payouts.added, payouts.updated', '--days-synced', '60'],
  );
  await run('create', webhook.url, '--name', 'Backend');

  const { url, name } = webhook;
  expect(calls).toEqual([
    [
      'webhooks.create',
      {
        url,
        name,
        secret: 's1',
        events: ['payouts.added', 'payouts.updated'],
        config: { days_synced: 60 },
      },
    ],
    ['webhooks.create', { url, name, events: ['*'] }],
  ]);
  expect(out).toMatch(/Secret +s1\nSigning +whsec_czE=\n +Shown this once/);
});

test('a part of the config is changed and the rest of it stays', async () => {
  const { run, calls } = asked(() => webhook);

  await run('update', ID, '--days-synced', '10');
  await run('update', ID, '--status', 'paused', '--to', 'https://example.com/b');

  expect(calls).toEqual([
    ['webhooks.get', { id: ID }],
    ['webhooks.update', { id: ID, config: { include_resource: true, days_synced: 10 } }],
    ['webhooks.update', { id: ID, status: 'paused', url: 'https://example.com/b' }],
  ]);
});

test.each([
  ['create /hook --name a'],
  ['create https://example.com'],
  ['create https://example.com --name a --events accounts.exploded'],
  ['create https://example.com --name a --days-synced 0'],
  [`update ${ID}`],
  [`update ${ID} --status broken`],
  [`delete ${ID}`],
  [`rotate-secret ${ID} --overlap 40d`],
  [`replay ${ID}`],
  [`replay ${ID} --event ${EVENT} --type accounts.added`],
  [`replay ${ID} --from yesterday`],
  ['deliveries mine'],
  [`delivery ${ID}`],
  ['health mine'],
  ['verify --header nothing --secret s'],
  ['verify'],
])('%s is not asked', async (line) => {
  const { run, calls } = asked(() => webhook);

  const { code, out } = await run(...line.split(' '));

  expect([code, out, calls]).toEqual([2, '', []]);
});

test('a webhook is deleted, tested and given a new secret', async () => {
  const { run, calls } = asked(() => webhook);

  await run('delete', ID, '--yes');
  await run('test', ID);
  await run('rotate-secret', ID, '--overlap', '2h', '--secret', 'new');

  expect(calls).toEqual([
    ['webhooks.delete', { id: ID }],
    ['webhooks.test', { id: ID }],
    ['webhooks.rotateSecret', { id: ID, overlap_seconds: 7200, secret: 'new' }],
  ]);
});

test('a replay goes on until everything is on its way', async () => {
  const parts = [
    { replayed: 2000, next_cursor: EVENT },
    { replayed: 7, next_cursor: null },
  ];
  const { run, calls } = asked(() => parts.shift());

  const { out } = await run('replay', ID, '--from', '2030-01-31T00:00:00Z');

  expect(out).toBe('2,007 events on the way.\n');
  expect(calls.map(([, input]) => input)).toEqual([
    { id: ID, from: '2030-01-31T00:00:00.000000Z' },
    { id: ID, from: '2030-01-31T00:00:00.000000Z', cursor: EVENT },
  ]);
});

test('deliveries tell what their last try came to', async () => {
  const page = { count: 1, next: null, previous: null, results: [delivery] };
  const { run } = asked(() => page);

  const { out } = await run('deliveries', ID);

  expect(out).toMatch(new RegExp(`${DELIVERY} +accounts\\.added +◇ waiting +2 +reset +${EVENT}`));
});

const request = { method: 'POST', url: webhook.url, body: '{"name":"\u202e"}' };

test('a delivery is shown with its request and every try, and what the chaos of the sandbox did to it', async () => {
  const kept = { ...attempt, request_headers: { 'webhook-id': EVENT } };
  const { run, calls } = asked(() => ({
    ...delivery,
    request,
    attempts: [
      { ...kept, response: 'no such\u001b user', body_confirmed: false },
      ...[
        {
          ...kept,
          number: 2,
          status: null,
          error: 'reset',
          chaos: 'duplicate',
          body_confirmed: true,
        },
      ],
    ],
  }));

  const { out } = await run('delivery', ID, DELIVERY);

  expect(calls).toEqual([['webhooks.delivery', { id: ID, delivery: DELIVERY }]]);
  expect(out).toMatch(/Status +◇ waiting\n/);
  expect(out).toMatch(/Request +POST https:.*\nBody +{"name":"\\u202e"}\n/);
  const changed = ' +another body or secret: the webhook was changed since';
  expect(out).toMatch(
    new RegExp(`Try 1 +2030-01-31 09:00:00 UTC {2}500 in 12 ms\\n${changed}\\n +no such.* user\\n`),
  );
  expect(out).toMatch(/Try 2 +.* reset\n +chaos of the sandbox: duplicate\n/);
});

test.each([
  ['requested', null, /Because +somebody asked for it\nFailing +–\nWaiting +1 delivery\n/],
  [
    'nothing_delivered',
    '2030-01-26T09:00:00.000000Z',
    /Because +nothing had arrived for five days\nFailing +since 2030-01-26 09:00:00 UTC\n/,
  ],
])('why a webhook is paused is told: %s', async (pause_reason, failing_since, wanted) => {
  const paused_at = '2030-01-31T09:00:00.000000Z';
  const { run, calls } = asked(() => ({
    status: 'paused',
    paused_at,
    pause_reason,
    failing_since,
    waiting: 1,
  }));

  const { out } = await run('health', ID);

  expect(calls).toEqual([['webhooks.health', { id: ID }]]);
  expect(out).toMatch(/^Status +▲ paused\nPaused +2030-01-31 09:00:00 UTC\n/);
  expect(out).toMatch(wanted);
});

test('a delivery about somebody who is erased says that its body is gone', async () => {
  const attempts = [{ ...attempt, body_confirmed: false }];
  const { run } = asked(() => ({ ...delivery, request: { ...request, body: null }, attempts }));

  const { out } = await run('delivery', ID, DELIVERY);

  expect(out).toMatch(/Body +gone with whom it was about\nTry 1 .* in 12 ms\n$/);
});

describe('a delivery that was kept', () => {
  // The machine of these tests shows this time.
  const at = String(Date.UTC(2022, 3, 22, 14, 26, 40) / 1000);
  const body = JSON.stringify({ event: 'accounts.added', name: 'Backend', data: { account: ID } });
  const legacy = createHmac('sha512', 's1').update(body).digest('hex');
  const standard = createHmac('sha256', 's1').update(`${EVENT}.${at}.${body}`).digest('base64');
  const v1 = ['--header', `X-Argyle-Signature: ${legacy}`];
  const verify = (input: string, ...argv: string[]) =>
    runLine(['webhooks', 'verify', ...argv], { env: { NO_COLOR: '1' }, input });

  test('says which signature matches', async () => {
    const { code, out } = await verify(body, '--secret', 's1', ...v1);

    expect(code).toBe(0);
    expect(out).toContain('HMAC-SHA512 (X-Argyle-Signature): ◆ matches');
    expect(out).toContain('Standard Webhooks (webhook-signature): – its headers are not there');
    expect(out).toMatch(/Event +accounts\.added\n/);
  });

  test.each([
    [
      'lines',
      `POST /hook HTTP/1.1\r\nwebhook-id: ${EVENT}\r\nWebhook-Timestamp: ${at}\r\nwebhook-signature: v1,${standard}\r\n`,
    ],
    [
      'JSON',
      JSON.stringify({
        'webhook-id': EVENT,
        'webhook-timestamp': at,
        'webhook-signature': `v1,${standard}`,
      }),
    ],
  ])('has its headers in a file, as %s', async (_, headers) => {
    const { out } = await verify(
      ...[body, '--secret', `@${fileOf('s1\n')}`, '--headers', fileOf(headers), '--json'],
    );

    expect(JSON.parse(out)).toMatchObject({
      scheme: 'standard_webhooks',
      id: EVENT,
      sent_at: '2022-04-22T14:26:40.000Z',
      verdicts: { standard_webhooks: 'matches', hmac_sha512: 'missing' },
    });
  });

  test.each([
    ['another body', `${body} `, 's1', 'signature_mismatch'],
    ['another secret', body, 's2', 'signature_mismatch'],
  ])('with %s is refused with what each scheme says', async (_, text, secret, code) => {
    const ended = await verify(text, '--secret', secret, ...v1);

    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toContain(`(${code})`);
    expect(ended.err).toContain('▲ is not that of this body under this secret');
  });

  test.each([
    ['--header', 'no colon', '--header: "no colon" is not of the form \'name: value\'.'],
    ['--headers', 'no colon', '--headers: "no colon" is not of the form \'name: value\'.'],
    ['--headers', '{', '--headers: is not JSON'],
    ['--headers', '{"a": 1}', '--headers: must be an object of texts.'],
  ])('with a bad %s names that option: %s', async (name, value, problem) => {
    const given = name === '--headers' ? fileOf(value) : value;

    const ended = await verify(body, '--secret', 's1', name, given);

    expect(ended.code).toBe(2);
    expect(ended.err).toContain(problem);
  });

  test('is refused when it is old, unless that is allowed', async () => {
    const then = String(Number(at) - 3600);
    const mac = createHmac('sha256', 's1').update(`${EVENT}.${then}.${body}`).digest('base64');
    const headers = fileOf(
      `webhook-id: ${EVENT}\nwebhook-timestamp: ${then}\nwebhook-signature: v1,${mac}`,
    );
    const argv = ['--secret', 's1', '--headers', headers];

    const late = await verify(body, ...argv);
    const kept = await verify(body, ...argv, '--tolerance', '2h');

    expect(late.err).toContain('(timestamp_too_old)');
    expect(late.err).toContain('--tolerance');
    expect(kept.code).toBe(0);
  });
});
