import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { Log } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { doorsOf } from './doors.ts';
import { type HttpServer, openHttp } from './http.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';

/** What the caller hands over and nobody may ever read again behind our back. */
const secrets = {
  username: 'canary-user-7f3a91',
  password: 'canary-password-2be04c',
  long_password: `canary-long-password-${'x'.repeat(200)}`,
  code: 'canary-code-84620917',
  account_number: '48374615920016',
  card_number: '4253177385403456',
  card_cvc_cvv: '"9071"',
  cardholder: 'Canaryholder-77c1',
  card_source: 'canary-card-source-5d2f',
  webhook_secret: 'canary-webhook-secret-11d8',
  new_webhook_secret: 'canary-webhook-secret-22e9',
  operator_password: 'canary operator password 3c',
  good_password: 'passgood',
};
/** What may be kept in clear while the person is here, and must be gone with them. */
const personal = {
  routing_number: '141000128',
  metadata: 'canary-metadata-93ab',
  changed_metadata: 'canary-metadata-second-04cd',
  file_name: 'canary-file-name-6a.pdf',
  income_source: 'Canary bakery 58',
  idempotency_key: 'canary-idempotency-1f',
};
const fileText = 'canary-of-the-bytes-of-a-file-c0ffee';

let it: TestInstance;
let door: HttpServer;
let receiver: Server;
let lines: string[];
beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  await door.close(0);
  receiver.close();
  await it.close();
});

/** A log that keeps all it is given, at every level and without the redaction that the server adds. */
function bareLog(): Log {
  const keep = (fields: object, message: string) => {
    lines.push(message, inspect(fields, { depth: 20, maxStringLength: null, showHidden: true }));
  };
  return { debug: keep, info: keep, warn: keep, error: keep };
}

async function openHouse(engine: 'sqlite' | 'postgres'): Promise<void> {
  it = await testInstance({ engine, log: bareLog() });
  const config = { ...readConfig({}), port: 0 };
  const metrics = openMetrics();
  const log = openLog('debug', { write: (text) => lines.push(text) });
  door = await openHttp(config, { log, metrics });
  door.open(doorsOf(it.instance, { config, metrics }));
  // A backend that answers with what it was told, as careless ones do.
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    response.writeHead(body.includes('accounts.connected') ? 500 : 200).end(`got ${body}`);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
}

/** Asks over HTTP, whatever comes of it. */
async function ask(method: string, path: string, body?: unknown, headers: object = {}) {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const answer = await fetch(`${door.url}${path}`, {
    method,
    headers: { authorization: it.keys.sandbox.auth, ...typeOf(body), ...headers },
    ...(body !== undefined && {
      body: isRaw ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: /^[[{]/.test(text) ? JSON.parse(text) : undefined };
}

function typeOf(body: unknown): Record<string, string> {
  const isJson = body !== undefined && !(body instanceof Uint8Array);
  return isJson ? { 'content-type': 'application/json' } : {};
}

/** Asks for what is given. */
async function done(method: string, path: string, body?: unknown, headers: object = {}) {
  const answer = await ask(method, path, body, headers);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Lets an hour pass, with all that falls due in it. */
async function pass(): Promise<void> {
  await it.work();
  await done('POST', '/v1/sandbox/clock/advance', { by: 'PT1H' });
  await it.work();
}

/** Every text in a value that is long enough to mean somebody. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 7 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** A person with everything that one can have; gives what was made secret, and what is about them alone. */
async function live(user: string) {
  // Keys of calls that are not about a person stay for their day.
  const unbound = (n: number) => ({ 'idempotency-key': `call-${n}` });
  const once = (n: number) => ({ 'idempotency-key': `${personal.idempotency_key}-${n}` });
  const { port } = receiver.address() as AddressInfo; // Safe: it listens on a port, not on a pipe.
  const hook = await done(
    'POST',
    '/v1/webhooks',
    {
      events: ['*'],
      name: 'Backend',
      url: `http://127.0.0.1:${port}/`,
      secret: secrets.webhook_secret,
      config: { include_resource: true },
    },
    unbound(0),
  );
  const { signing_secret } = hook;
  await done('POST', `/v1/webhooks/${hook.id}/rotate-secret`, {
    secret: secrets.new_webhook_secret,
  });
  const tokens = await done('POST', '/v1/user-tokens', { user }, once(1));
  const again = await done('POST', '/v1/user-tokens/refresh', { refresh: tokens.refresh }, once(2));

  const login = (more: object) => ({ user, password: secrets.good_password, ...more });
  const connect = async (more: object, n: number) =>
    (await done('POST', '/v1/sandbox/accounts', login(more), once(n))).id;
  const { username, password, code } = secrets;
  await connect({ link_item: 'homedepot', username, password }, 3);
  await connect({ link_item: 'weftgo', username: 'test_1', mfa_code: code }, 4);
  const asked = await connect({ link_item: 'tallyloom', username: 'test_2' }, 5);
  const payroll = await connect({ link_item: 'walmart', username: 'gen_40817' }, 6);
  const gig = await connect({ link_item: 'warpride', username: 'gen_40818' }, 7);
  await it.work();
  for (let n = 0; n < 10; n++) {
    it.clock.advance(1000);
    await it.work();
  }
  await ask('POST', `/v1/sandbox/accounts/${asked}/mfa`, { code }, once(8));
  await pass();

  const form = await done('POST', '/v1/forms', { user });
  const file = `/v1/forms/${form.id}/files?slot=paystubs&name=${personal.file_name}`;
  await done('POST', file, Buffer.from(`%PDF-1.7\n${fileText.repeat(50)}`));
  const { income_source } = personal;
  await done('PATCH', `/v1/forms/${form.id}`, { data: { income_source } });
  await done('POST', `/v1/forms/${form.id}/submit`);

  const { account_number, card_number, cardholder } = secrets;
  const { routing_number } = personal;
  const bank_account = {
    bank_name: 'Harborline Bank',
    routing_number,
    account_number,
    account_type: 'checking',
  };
  const card = {
    card_number,
    card_name: 'Visa',
    postal_code: '90210',
    cardholder_first_name: cardholder,
    cardholder_last_name: cardholder,
    expiration_year: 2040,
    expiration_month: 10,
    card_cvc_cvv: JSON.parse(secrets.card_cvc_cvv),
  };
  const encrypt = '/v1/pay-distribution-configs/encrypt';
  await done('POST', encrypt, { card_source: { token: secrets.card_source } }, unbound(1));
  const config = { bank_account, card, entire_allocation: true };
  const { encrypted_config } = await done('POST', encrypt, config, unbound(2));
  const pay = `/v1/accounts/${payroll}/pay-distribution`;
  await done('POST', pay, { encrypted_config }, once(9));
  await done('POST', `${pay}/confirm`);
  await it.work();
  const linked = await throughLink(again.access, { account: payroll, encrypted_config });
  await it.work();
  const snapshot = await done('POST', '/v1/sandbox/snapshots');
  await pass();
  await done('POST', `/v1/accounts/${gig}/periodic-scan`);
  await pass();
  await done('POST', '/v1/sandbox/snapshots');

  const { results: accounts } = await done('GET', `/v1/accounts?user=${user}`);
  const of: Record<string, { results: Record<string, unknown>[] }> = {};
  for (const kind of ['profiles', 'employments', 'documents', 'vehicles', 'pay-allocations']) {
    of[kind] = await done('GET', `/v1/${kind}?user=${user}&limit=200`);
  }
  of.activities = await done('GET', `/v1/activities?account=${gig}&limit=20`);
  const every = (kind: string, member: string) =>
    (of[kind]?.results ?? []).flatMap((one) => textsIn(one[member]));
  // The number of a registration is the plate, which is no secret.
  const licences = (of.documents?.results ?? []).filter(
    ({ document_type }) => document_type === 'drivers_license',
  );
  return {
    snapshot: snapshot.id,
    ends: accounts.map((one: Record<string, unknown>) => one.error_code ?? one.status),
    switched: (await done('GET', `/v1/accounts/${payroll}`)).pay_distribution.status,
    secret: [
      signing_secret,
      linked.user_token,
      ...Object.values(tokens),
      ...Object.values(again),
      ...every('profiles', 'ssn'),
      ...licences.flatMap(({ document_number }) => textsIn(document_number)),
      ...(of['pay-allocations']?.results ?? []).flatMap(({ bank_account: bank }) =>
        textsIn(Object(bank).account_number).filter((number) => !/^[*xX•]/.test(number)),
      ),
    ],
    personal: [
      ...['full_name', 'email', 'phone_number', 'birth_date', 'picture_url'].flatMap((member) =>
        every('profiles', member),
      ),
      ...(of.profiles?.results ?? []).flatMap(({ address }) => textsIn(Object(address).line1)),
      ...every('employments', 'platform_ids'),
      ...['vin', 'identification'].flatMap((member) => every('vehicles', member)),
      ...every('activities', 'route'),
      ...(of.activities?.results ?? []).flatMap(({ start_location: at }) =>
        textsIn(Object(at).lat),
      ),
      ...(of.activities?.results ?? []).map(({ id }) => String(id)),
    ],
  };
}

/** What Link asks for a person, over the typed router; gives another person that it made. */
async function throughLink(token: string, pay: { account: string; encrypted_config: string }) {
  const { username, password, code } = secrets;
  const keyed = (key: string) => ({ 'idempotency-key': `${personal.idempotency_key}-${key}` });
  const person = { authorization: `Bearer ${token}` };
  const login = { link_item: 'homedepot', username, password };
  await done('POST', '/trpc/link.connect', login, { ...person, ...keyed('link') });
  await ask('POST', '/trpc/link.answer', { account: pay.account, code }, person);
  await ask('POST', '/trpc/link.connect', { ...login, link_item: password }, person);
  const { result } = await done('POST', '/trpc/link.payReview', pay, person);
  expect(result.data.bank_account.last_digits).toBe(secrets.account_number.slice(-4));
  const made = await done(
    'POST',
    '/trpc/link.createUser',
    {},
    {
      authorization: `LinkKey ${it.link_key}`,
      'idempotency-key': 'call-link',
    },
  );
  return made.result.data;
}

/** Everything that goes wrong on the way to an answer, with secrets in it. */
async function err(user: string): Promise<void> {
  const { username, password, long_password, code, account_number } = secrets;
  const login = { user, link_item: 'walmart', username, password };
  await ask('POST', '/v1/sandbox/accounts', { ...login, password: long_password });
  await ask('POST', '/v1/sandbox/accounts', { ...login, link_item: code });
  await ask('POST', '/v1/sandbox/accounts', `{"password": "${password}", `);
  await ask('POST', `/v1/nowhere/${code}?password=${password}`, { password });
  await ask('GET', `/v1/users?q=${personal.metadata}&cursor=${password}`);
  await ask('POST', '/v1/pay-distribution-configs/encrypt', { bank_account: { account_number } });
  await ask('POST', '/v1/user-tokens/refresh', { refresh: password });
  await ask('GET', '/v1/users', undefined, { authorization: `Bearer ${password}` });
  await ask('POST', '/trpc/sandbox.connect', { ...login, link_item: [password] });
  await ask('POST', '/trpc/session.signIn', { email: `${username}@example.com`, password });
  await ask('POST', '/v1/sandbox/scenarios', `name: x\nlogin:\n  password: [${password}`, {
    'content-type': 'application/yaml',
  });
  await ask('GET', `/files/${code}`);
}

/** Everything that the database holds, down to the bytes of its files where it has files. */
async function dump(): Promise<Buffer[]> {
  const { database_url: url, instance } = it;
  const isFile = instance.deps.store.engine === 'sqlite';
  if (isFile) return Promise.all(['', '-wal', '-shm'].map((end) => readFile(`${url}${end}`)));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = await client.query("select tablename from pg_tables where schemaname = 'public'");
  const cells: Buffer[] = [];
  for (const { tablename } of tables.rows) {
    const { rows } = await client.query({ text: `select * from ${tablename}`, rowMode: 'array' });
    cells.push(
      ...rows.flat().map((one) => (Buffer.isBuffer(one) ? one : Buffer.from(String(one)))),
    );
  }
  await client.end();
  return cells;
}

/** A text as it may stand somewhere: as it is, in a URL, in hex, in Base64 at each of its three places. */
function formsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const shifted = [0, 1, 2].map((shift) => {
    const base64 = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // What the neighbours take part in is left out at both ends.
    return base64.replace(/=+$/, '').slice(shift === 0 ? 0 : 4, -1);
  });
  const forms = [text, encodeURIComponent(text), bytes.toString('hex'), ...shifted];
  const url = shifted.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'));
  const wide = Buffer.from(text, 'utf16le');
  return [...[...new Set([...forms, ...url])].map((form) => Buffer.from(form)), wide];
}

/** Those of the texts that stand anywhere in the parts. */
function foundIn(parts: readonly Buffer[], texts: readonly string[]): string[] {
  const whole = Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
  return [...new Set(texts)].filter((text) => formsOf(text).some((form) => whole.includes(form)));
}

const logged = () => [Buffer.from(lines.join('\n'))];

describe.each(['sqlite', 'postgres'] as const)('canaries on %s', (engine) => {
  test('no secret is ever stored or logged in clear, and nothing personal outlives the person', async () => {
    await openHouse(engine);
    const metadata = { note: personal.metadata };
    const { id: user } = await done('POST', '/v1/users', { external_metadata: metadata });
    const other = await done('POST', '/v1/users', { external_metadata: { note: 'stays-here' } });
    const changed = { note: personal.changed_metadata };
    await done('PATCH', `/v1/users/${user}`, { external_metadata: changed });
    const { url } = await it.caller({ kind: 'local' }).operators.signInLink({});
    const link = new URL(url).hash.replace('#token=', '');

    const lived = await live(user);
    await err(user);
    await it.work();

    const secret = [...Object.values(secrets), fileText, link, it.keys.sandbox.secret];
    const everySecret = [...secret, ...lived.secret];
    expect(lived.ends).toEqual([
      'connecting',
      'connected',
      'connected',
      'invalid_mfa',
      'invalid_mfa',
      'invalid_credentials',
    ]);
    expect(lived.switched).toBe('success');
    expect(lived.secret.length).toBeGreaterThan(8);
    expect(lived.personal.length).toBeGreaterThan(40);
    expect(foundIn(await dump(), everySecret)).toEqual([]);
    expect(
      foundIn(logged(), [...everySecret, ...Object.values(personal), ...lived.personal]),
    ).toEqual([]);
    // The search finds what is there.
    expect(
      foundIn(await dump(), [personal.changed_metadata, ...lived.personal]).length,
    ).toBeGreaterThan(30);

    await done('DELETE', `/v1/users/${user}`);

    const everything = [...everySecret, ...Object.values(personal), ...lived.personal];
    expect(foundIn(await dump(), everything)).toEqual([]);
    await pass();
    await done('POST', `/v1/sandbox/snapshots/${lived.snapshot}/restore`);
    await it.work();
    expect(foundIn(await dump(), everything)).toEqual([]);
    expect(foundIn(await dump(), ['stays-here', other.id])).toHaveLength(2);
    expect(foundIn(logged(), everything)).toEqual([]);
    expect(lines.join('')).toContain('"message":"request"');
  }, 120_000);
});
