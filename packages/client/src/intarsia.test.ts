import { expect, test } from 'vitest';
import { createIntarsia, type IntarsiaOptions, problemOf } from './index.ts';

/** A server that answers every call with one thing, and what it was asked. */
function answering(status: number, body: unknown) {
  const asked: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push(new Request(input, init));
    return new Response(JSON.stringify(body), { status });
  };
  return { asked, fetch };
}

const id = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
const counts = { users: 1, accounts: { total: 0, connecting: 0, connected: 0, error: 0 } };

test.each<[string, Partial<IntarsiaOptions>, [string, string]]>([
  ['an API key', { apiKey: 'id:sécret' }, ['authorization', 'Basic aWQ6c8OpY3JldA==']],
  ['a user token', { userToken: 'abc.def.ghi' }, ['authorization', 'Bearer abc.def.ghi']],
  ['an environment', { environment: id }, ['intarsia-environment', id]],
  ['headers', { headers: { 'x-trace': '7' } }, ['x-trace', '7']],
])('%s travels with every call', async (_, options, [name, value]) => {
  const { asked, fetch } = answering(200, [{ result: { data: counts } }]);
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', fetch, ...options });

  await api.overview.counts.query({});

  expect(asked[0]?.headers.get(name)).toBe(value);
});

test.each(['http://127.0.0.1:4650', 'http://127.0.0.1:4650/', 'http://127.0.0.1:4650//'])(
  'calls to %s go to its router',
  async (url) => {
    const { asked, fetch } = answering(200, [{ result: { data: counts } }]);

    await createIntarsia({ url, fetch }).overview.counts.query({});

    expect(asked[0]?.url.split('?')[0]).toBe('http://127.0.0.1:4650/trpc/overview.counts');
  },
);

test('calls of one moment travel together', async () => {
  const { asked, fetch } = answering(200, [
    { result: { data: counts } },
    { result: { data: counts } },
  ]);
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', fetch });

  await Promise.all([api.overview.counts.query({}), api.overview.counts.query({})]);

  expect(asked).toHaveLength(1);
});

test('calls travel alone where that is asked for', async () => {
  const { asked, fetch } = answering(200, { result: { data: counts } });
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', fetch, batch: false });

  await Promise.all([api.overview.counts.query({}), api.overview.counts.query({})]);

  expect(asked).toHaveLength(2);
});

test('more changes at once than a server takes in one batch are split', async () => {
  const results = Array.from({ length: 100 }, () => ({ result: { data: { id, token: 't' } } }));
  const { asked, fetch } = answering(200, results);
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', fetch });

  await Promise.all(Array.from({ length: 150 }, () => api.users.create.mutate({})));

  expect(asked.map((request) => request.url.split(',').length)).toEqual([100, 50]);
});

test('a refusal tells its code and its fields', async () => {
  const intarsia = { code: 'input_invalid', fields: { id: ['must be a UUID'] } };
  const data = { code: 'BAD_REQUEST', httpStatus: 400, path: 'users.get', intarsia };
  const refusal = { error: { message: 'id: must be a UUID', code: -32600, data } };
  const { fetch } = answering(400, [refusal]);
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', fetch });

  const error = await api.users.get.query({ id }).catch((caught: unknown) => caught);

  expect(problemOf(error)).toEqual(intarsia);
});

test.each([new Error('x'), 'x', null, undefined])('%s has no code', (error) => {
  expect(problemOf(error)).toBeUndefined();
});

test('a server that is not there has no code either', async () => {
  const fetch = () => Promise.reject(new TypeError('fetch failed'));
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', fetch });

  const error = await api.users.get.query({ id }).catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(Error);
  expect(problemOf(error)).toBeUndefined();
});
