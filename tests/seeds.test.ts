import { Account, User } from '@intarsia/domain';
import { engines } from '@intarsia/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  emptyPlace,
  type Place,
  printedAuth,
  type ServerProcess,
  startServer,
} from './src/server-process.ts';

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const jwt = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{43}$/);
const microseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** Every call of the founding documents, as corrected: with a key, JSON quoted, ids of this instance. */
describe.each(engines)('the documented calls on $name', (engine) => {
  let place: Place;
  let server: ServerProcess;
  let authorization: string;
  beforeAll(async () => {
    place = await emptyPlace(engine);
    server = await startServer(place.env);
    authorization = printedAuth(server.out());
  });
  afterAll(async () => {
    await server.stop();
    await place.remove();
  });

  /** As the documents' samples call: with both JSON headers, also where there is no body. */
  async function call(method: string, path: string, data?: string) {
    const headers = {
      authorization,
      accept: 'application/json',
      'content-type': 'application/json',
    };
    const answer = await fetch(`${server.url}/v1${path}`, {
      method,
      headers,
      ...(data === undefined ? {} : { body: data }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: text === '' ? undefined : JSON.parse(text) };
  }
  const newUser = async () => (await call('POST', '/users')).body.id as string;
  async function newAccount(password = 'passgood') {
    const login = { link_item: 'homedepot', username: 'test_1', password };
    return (await call('POST', '/sandbox/accounts', JSON.stringify(login))).body;
  }
  async function settledAccount(password?: string) {
    const { id } = await newAccount(password);
    return until(() => call('GET', `/accounts/${id}`), id);
  }
  async function until(read: () => ReturnType<typeof call>, what: string) {
    for (let tries = 0; tries < 200; tries++) {
      const { body } = await read();
      const { availability, connection } = body;
      if (connection.status === 'error' || availability.payouts?.status === 'synced') return body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the account of ${what} does not settle`);
  }

  test('create a user', async () => {
    const { status, body } = await call('POST', '/users');

    expect(status).toBe(201);
    expect(body).toEqual({ token: jwt, id: uuid });
  });

  test('create a user with metadata', async () => {
    const metadata = {
      internalTracking_userId: '1324',
      internalTracking_groupClassification: 'Gig Worker',
    };

    const { body } = await call('POST', '/users', JSON.stringify({ external_metadata: metadata }));

    const read = await call('GET', `/users/${body.id}`);
    expect(read.body.external_metadata).toEqual(metadata);
  });

  test('retrieve a user', async () => {
    const id = await newUser();

    const { status, body } = await call('GET', `/users/${id}`);

    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(Object.keys(User.shape));
    expect(body).toEqual({
      id,
      created_at: expect.stringMatching(microseconds),
      employers_connected: [],
      data_providers_connected: [],
      external_metadata: {},
    });
  });

  test("update a user's metadata", async () => {
    const id = await newUser();

    const { status, body } = await call('PATCH', `/users/${id}`, '{"external_metadata": {}}');

    expect(status).toBe(200);
    expect(body).toMatchObject({ id, external_metadata: {} });
  });

  test('list users', async () => {
    const [older, newer] = [await newUser(), await newUser()];

    const { status, body } = await call('GET', '/users?limit=2');

    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['count', 'next', 'previous', 'results']);
    expect(body.results.map(({ id }: { id: string }) => id)).toEqual([newer, older]);
    const { results } = await fetch(body.next, { headers: { authorization } }).then((answer) =>
      answer.json(),
    );
    expect(results).not.toHaveLength(0);
  });

  test('delete a user', async () => {
    const id = await newUser();

    const { status, text } = await call('DELETE', `/users/${id}`);

    expect([status, text]).toEqual([204, '']);
    expect((await call('GET', `/users/${id}`)).status).toBe(404);
  });

  test('create a user token', async () => {
    const user = await newUser();

    const { status, body } = await call('POST', '/user-tokens', JSON.stringify({ user }));

    expect(status).toBe(201);
    expect(body).toEqual({ access: jwt, refresh: jwt });
  });

  test('retrieve an account that is connected', async () => {
    const body = await settledAccount();

    expect(Object.keys(body)).toEqual(Object.keys(Account.shape));
    expect(Account.parse(body)).toMatchObject({
      link_item: 'homedepot',
      data_partner: 'homedepot',
      source: 'argyle_sandbox',
      was_connected: true,
      status: 'connected',
      connection: { status: 'connected', error_code: null, error_message: null },
      pay_distribution: { status: 'idle', error: null, error_code: null },
    });
    expect(body.employers).toHaveLength(1);
    const user = await call('GET', `/users/${body.user}`);
    expect(user.body).toMatchObject({
      employers_connected: body.employers,
      data_providers_connected: ['homedepot'],
    });
  });

  test('retrieve an account whose login was refused', async () => {
    const body = await settledAccount('a wrong password');

    expect(Account.parse(body)).toMatchObject({
      was_connected: false,
      status: 'error',
      error_code: 'invalid_credentials',
      connection: { error_code: 'invalid_credentials', error_message: expect.any(String) },
    });
    expect(new Set(Object.values(body.availability))).toEqual(new Set([null]));
  });

  test("list a user's accounts", async () => {
    const { id, user } = await newAccount();

    const { status, body } = await call('GET', `/accounts?user=${user}&limit=100`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ count: 1, next: null, previous: null, results: [{ id }] });
  });

  test('delete an account', async () => {
    const { id, user } = await newAccount();

    const { status, text } = await call('DELETE', `/accounts/${id}`);

    expect([status, text]).toEqual([204, '']);
    expect((await call('GET', `/accounts/${id}`)).status).toBe(404);
    expect((await call('GET', `/users/${user}`)).body.data_providers_connected).toEqual([
      'homedepot',
    ]);
  });
});
