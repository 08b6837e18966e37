import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allOperations } from '../../index.ts';

const unknown = '0994b847-cc69-4d98-bc99-c5e65e762add';
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe.each(['sqlite', 'postgres'] as const)('bad input on %s', (engine) => {
  let it: TestInstance;
  let foreign: string;
  let before: unknown;

  /** Everything that a call could have changed, as the API shows it. */
  const world = async () => {
    const { read } = it.instance.deps.store;
    const paths = ['/v1/users?limit=200', '/v1/accounts?limit=200', '/v1/api-keys?limit=200'];
    const bodies = await Promise.all(paths.map((path) => it.rest('GET', path)));
    const scope = { environment_id: it.sandbox.id };
    const events = await read.events.list(scope, { after_cursor: 0, limit: 1000 });
    return { texts: bodies.map(({ text }) => text), events };
  };

  beforeAll(async () => {
    it = await testInstance({ engine });
    await it.rest('POST', '/v1/users', { body: { external_metadata: 1 } });
    const live = await it.rest('POST', '/v1/users', { auth: it.keys.live.auth });
    foreign = (live.body as { id: string }).id;
    before = await world();
  });
  afterAll(async () => {
    expect(await world()).toEqual(before);
    await it.close();
  });

  const rows = allOperations().flatMap(([path, operation]) =>
    operation.rest ? [{ path, operation, row: operation.rest }] : [],
  );
  const withId = (path: string, id: string) => path.replace('{id}', id);
  const isClosed = ({ operation }: (typeof rows)[number]) => !operation.policy.includes('public');

  describe.each(rows.filter(isClosed))('$row.method $row.path', ({ row }) => {
    test.each([
      ['no Authorization', null, 'credentials_missing'],
      ['an empty one', '', 'key_invalid'],
      ['a scheme alone', 'Basic', 'key_invalid'],
      ['another scheme', 'Digest abc', 'key_invalid'],
      ['no base64', 'Basic ###', 'key_invalid'],
      ['no colon', `Basic ${btoa('abc')}`, 'key_invalid'],
      ['a NUL in the id', `Basic ${btoa('\u0000:x')}`, 'key_invalid'],
      ['a wrong pair', `Basic ${btoa('someone:secret')}`, 'key_invalid'],
      ['a bearer without a token', 'Bearer', 'token_invalid'],
      ['a token of nobody', 'Bearer abc.def.ghi', 'token_invalid'],
      ['a token of 64 kB', `Bearer ${'a'.repeat(65_536)}`, 'token_invalid'],
    ])('with %s is a 401', async (_, auth, code) => {
      const answer = await it.rest(row.method, withId(row.path, unknown), { auth });

      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ detail: expect.any(String), code });
      expect(answer.headers['www-authenticate']).toMatch(
        code === 'token_invalid' ? /^Bearer .*error="invalid_token"$/ : /^Basic /,
      );
    });
  });

  test('a good key is taken with its padding or without, and whatever the case of its scheme', async () => {
    const pair = it.keys.sandbox.auth.slice('Basic '.length);

    for (const auth of [`basic ${pair}`, `Basic   ${pair}`, `BASIC ${pair.replace(/=+$/, '')}`]) {
      expect(await it.rest('GET', '/v1/users', { auth })).toMatchObject({ status: 200 });
    }
  });

  test.each<readonly [string, (pair: string) => string]>([
    ['with a third part', (pair) => `${pair} x`],
    ['behind another character', (pair) => `!${pair}`],
    ['before another character', (pair) => `${pair}!`],
    ['with too much padding', (pair) => `${pair}=`],
    ['with padding that is no whole group', (pair) => `${pair.replace(/=+$/, '')}===`],
    ['in two pieces', (pair) => `${pair.slice(0, 8)},${pair.slice(8)}`],
  ])('a good key %s is a 401', async (_, change) => {
    const auth = `Basic ${change(it.keys.sandbox.auth.slice('Basic '.length))}`;

    const answer = await it.rest('GET', '/v1/users', { auth });

    expect(answer).toMatchObject({ status: 401, body: { code: 'key_invalid' } });
  });

  test('a good token with a third part is a 401', async () => {
    const user = (await it.rest('GET', '/v1/users')).body as { results: { id: string }[] };
    const made = await it.rest('POST', '/v1/user-tokens', { body: { user: user.results[0]?.id } });
    const { access } = made.body as { access: string };
    const use = (auth: string) => it.rest('GET', '/v1/accounts', { auth });

    expect(await use(`Bearer ${access}`)).toMatchObject({ status: 200 });
    expect(await use(`Bearer ${access} x`)).toMatchObject({
      status: 401,
      body: { code: 'token_invalid' },
    });
  });

  test('a token in a body that is not good asks for another token', async () => {
    const answer = await it.rest('POST', '/v1/user-tokens/refresh', { body: { refresh: 'a.b.c' } });

    expect(answer).toMatchObject({ status: 401, body: { code: 'token_invalid' } });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer .*error="invalid_token"$/);
  });

  describe.each(rows.filter(({ row }) => row.path.includes('{id}')))(
    '$row.method $row.path',
    ({ row }) => {
      test.each([
        ['an unknown id', unknown],
        ['an id in capitals', unknown.toUpperCase()],
        ['no id', 'not-an-id'],
        ['a NUL', '%00'],
        ['a lone surrogate', '%ED%A0%80'],
        ['a broken escape', '%zz'],
        ['a slash in disguise', '..%2f..%2fusers'],
        ['300 characters', 'a'.repeat(300)],
        ['a name of the prototype', '__proto__'],
      ])('with %s is a 404', async (_, id) => {
        const { search, body } = validRequest(row.path);

        const answer = await it.rest(row.method, withId(row.path, id) + search, { body });

        expect(answer.status).toBe(404);
        expect(answer.body).toEqual({
          detail: 'Not found.',
          code: expect.stringContaining('not_found'),
        });
      });
    },
  );

  test('a known id is taken in capitals too, in a path, a query and a body', async () => {
    const { results } = (await it.rest('GET', '/v1/users')).body as { results: { id: string }[] };
    const id = results[0]?.id.toUpperCase();
    const answers = [
      await it.rest('GET', `/v1/users/${id}`),
      await it.rest('GET', `/v1/accounts?user=${id}`),
      await it.rest('GET', `/v1/payouts?user=${id}`),
      await it.rest('POST', '/v1/user-tokens', { body: { user: id } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 201]);
    expect(answers[0]?.body).toEqual(results[0]);
  });

  test('an id of the other environment is a 404', async () => {
    expect((await it.rest('GET', `/v1/users/${foreign}`)).status).toBe(404);
    expect((await it.rest('DELETE', `/v1/users/${foreign}`)).status).toBe(404);
  });

  const changing = rows.filter(
    ({ row: { method, upload } }) => (method === 'POST' || method === 'PATCH') && !upload,
  );

  describe.each(changing)('$row.method $row.path', ({ row }) => {
    test.each([
      ['a broken text', '{"user":', 400, 'json_invalid'],
      ['a string that never ends', '{"user":"x', 400, 'json_invalid'],
      ['a list', '[]', 400, 'json_invalid'],
      ['null', 'null', 400, 'json_invalid'],
      ['10,000 levels', `{"x":${deep(10_000)}}`, 400, 'json_invalid'],
      ['10,000 levels of metadata', `{"external_metadata":${deep(10_000)}}`, 400, 'json_invalid'],
      ['a body over 1 MiB', `{"x":"${'x'.repeat(1_048_576)}"}`, 413, 'body_too_large'],
      ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'json_invalid'],
    ])('with %s is refused', async (_, body, status, code) => {
      const answer = await it.rest(row.method, withId(row.path, unknown), { body });

      expect(answer.status).toBe(status);
      expect(answer.body).toEqual({ detail: expect.any(String), code });
    });

    test('as a form is a 415', async () => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };

      const answer = await it.rest(row.method, withId(row.path, unknown), { body: 'a=b', headers });

      expect(answer.status).toBe(415);
      expect(answer.body).toMatchObject({ code: 'media_type_unsupported' });
    });
  });

  const ofSandbox = changing.filter(
    ({ row }) => row.path.startsWith('/v1/sandbox/') || row.path.endsWith('/periodic-scan'),
  );

  test.each(ofSandbox)('$row.method $row.path is not there for a live key', async ({ row }) => {
    const { auth } = it.keys.live;
    const bodies = ['{"user":', '[]', '{}', '{"speed":"warp","by":1,"at":1,"seed":1,"code":1}'];
    for (const id of [unknown, 'not-an-id']) {
      for (const body of bodies) {
        const answer = await it.rest(row.method, withId(row.path, id), { auth, body });

        expect(answer).toMatchObject({ status: 404, body: { code: 'sandbox_only' } });
      }
    }
  });

  describe.each([...new Set(rows.map(({ row }) => row.path))])('%s', (path) => {
    const offered = rows.filter(({ row }) => row.path === path).map(({ row }) => row.method);
    const others = ['PUT', 'TRACE', 'BREW'].filter(
      (method) => !offered.some((one) => one === method),
    );
    test.each(others)('does not offer %s and says what it offers', async (method) => {
      const answer = await it.rest(method, withId(path, unknown));

      expect(answer.status).toBe(405);
      expect(answer.body).toMatchObject({ code: 'method_not_allowed' });
      for (const one of offered) expect(answer.headers.allow).toContain(one);
    });
  });

  const places = [
    ['offset=-1', 'offset'],
    ['offset=x', 'offset'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=%00', 'cursor'],
  ] as const;
  const lists = rows.filter(({ row }) => row.list).map(({ row }) => row.path);

  describe.each(lists)('GET %s', (path) => {
    test.each<readonly [string, string]>([
      ['limit=0', 'limit'],
      ['limit=-1', 'limit'],
      ['limit=abc', 'limit'],
      ['limit=1e9', 'limit'],
      ['limit=', 'limit'],
      ['limit=1.5', 'limit'],
      ['limit=%00', 'limit'],
      // A search has one page, and so neither of the two.
      ...(path.startsWith('/v1/search') ? [] : places),
    ])('with %s is a 400 that names the field', async (search, field) => {
      const answer = await it.rest('GET', `${withId(path, unknown)}?${search}`);

      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        detail: expect.stringContaining(field),
        [field]: [expect.any(String)],
      });
    });

    test.each([
      'limit=201',
      'limit=99999999999999999999',
      'limit=5&limit=7',
      'unknown=1&ordering=name&limit=1',
      'x=%zz&y=%E0%A4%A',
      '',
      '&&&=&?',
      'offset=9007199254740991',
    ])('with %j is answered', async (search) => {
      // A list within a row that is not there: what is asked of it is looked at first.
      const wanted = path.includes('{id}') ? 404 : 200;
      const answer = await it.rest('GET', `${withId(path, unknown)}?${search}`);

      expect(answer.status).toBe(wanted);
    });
  });

  test.each([
    ['malformed', 'user=abc'],
    ['empty', 'user='],
    ['a NUL', 'user=%00'],
  ])('accounts of a user whose id is %s are a 400, never those of everybody', async (_, search) => {
    const answer = await it.rest('GET', `/v1/accounts?${search}`);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ user: [expect.any(String)] });
  });

  test('metadata over 64 KiB is a 400 that names the field', async () => {
    const external_metadata = 'x'.repeat(65_536);

    const answer = await it.rest('POST', '/v1/users', { body: { external_metadata } });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ external_metadata: ['must be at most 64 KiB of JSON'] });
  });

  test.each([
    ['a NUL', 'a\u0000b'],
    ['half of a pair', 'a\ud800b'],
    ['nothing but space', '   '],
    ['101 characters', 'x'.repeat(101)],
    ['a number', 7],
    ['a list', ['x']],
  ])('a key name that is %s is a 400 that names the field', async (_, name) => {
    const answer = await it.rest('POST', '/v1/api-keys', { body: { name } });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ name: [expect.any(String)] });
  });

  test.each([
    ['authorization,x-argyle-sdk', 'authorization,x-argyle-sdk'],
    ['content-type, x-a', 'content-type, x-a'],
    ['x-a\r\nset-cookie: a', expect.stringContaining('idempotency-key')],
    ['x a', expect.stringContaining('idempotency-key')],
    ['', expect.stringContaining('idempotency-key')],
  ])(
    'a browser that asks for the headers %j is allowed those that are names',
    async (asked, allowed) => {
      const headers = { 'access-control-request-headers': asked };

      const answer = await it.rest('OPTIONS', '/v1/users', { auth: null, headers });

      expect(answer.status).toBe(204);
      expect(answer.headers['access-control-allow-headers']).toEqual(allowed);
    },
  );

  test('neither a code nor a choice, or both, is a 400 that names the two', async () => {
    for (const body of [{}, { code: '1', choice: 'sms' }]) {
      const answer = await it.rest('POST', `/v1/sandbox/accounts/${unknown}/mfa`, { body });

      expect(answer).toMatchObject({
        status: 400,
        body: {
          code: 'input_invalid',
          choice: ['give either code or choice'],
          fields: { code: ['give either code or choice'] },
        },
      });
    }
  });

  test('an empty search of users is none', async () => {
    const all = await it.rest('GET', '/v1/users');
    const empty = await it.rest('GET', '/v1/users?q=');

    expect(all.body).toMatchObject({ count: 1 });
    expect(empty.body).toEqual(all.body);
  });

  test('a member may nest as deep as JSON may, and the body is not counted', async () => {
    const send = (levels: number) =>
      it.rest('POST', '/v1/user-tokens', { body: `{"x":${deep(levels)}}` });

    expect((await send(512)).body).toMatchObject({ code: 'input_invalid' });
    expect((await send(513)).body).toMatchObject({ code: 'json_invalid' });
  });

  test('a path that nobody knows is a 404 for everybody', async () => {
    const answers = await Promise.all(
      ['/v1', '/v1/', '/v1/nothing', '/v1/users/x/y', '//'].map((path) =>
        it.rest('GET', path, { auth: null }),
      ),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  });
});

/** What a row needs to be refused for its id alone. */
function validRequest(path: string): { search: string; body?: unknown } {
  if (path.endsWith('/files')) return { search: '?slot=paystubs', body: '%PDF-1.7' };
  return { search: '', body: validBody(path) };
}

function validBody(path: string): unknown {
  if (path.endsWith('/mfa')) return { code: '8081' };
  if (path.endsWith('/replay')) return { type: 'accounts.added' };
  if (path === '/v1/webhooks/{id}') {
    return { events: ['*'], name: 'Backend', url: 'https://93.184.216.34/' };
  }
  if (path.endsWith('/connection')) return { status: 'connected' };
  if (path === '/v1/forms/{id}') return { data: {} };
  if (!path.endsWith('/pay-distribution')) return undefined;
  return path.startsWith('/v1/sandbox') ? { status: 'success' } : { encrypted_config: 'x' };
}
