import { anyJsonText } from '@intarsia/domain/testing';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const unknown = '0994b847-cc69-4d98-bc99-c5e65e762add';

describe.each(['sqlite', 'postgres'] as const)('users on %s', (engine) => {
  let it: TestInstance;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const create = async (body?: unknown): Promise<string> => {
    const { body: made } = await it.rest('POST', '/v1/users', { body });
    return (made as { id: string }).id;
  };
  const isEmpty = async () => {
    const { body } = await it.rest('GET', '/v1/users?limit=200');
    for (const { id } of (body as { results: { id: string }[] }).results) {
      await it.rest('DELETE', `/v1/users/${id}`);
    }
  };

  test('creating one answers its id and a token, and nothing else', async () => {
    const answer = await it.rest('POST', '/v1/users');

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      id: expect.stringMatching(uuid),
    });
  });

  test('a new one has no connections and empty metadata', async () => {
    const id = await create();

    const { status, body } = await it.rest('GET', `/v1/users/${id}`);

    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      created_at: it.clock.now(),
      employers_connected: [],
      data_providers_connected: [],
      external_metadata: {},
    });
  });

  test('any JSON comes back to the letter, after creating and after replacing', async () => {
    await fc.assert(
      fc.asyncProperty(anyJsonText(), anyJsonText(), async (first, second) => {
        const id = await create(`{"external_metadata":${first}}`);

        const read = await it.rest('GET', `/v1/users/${id}`);
        const patched = await it.rest('PATCH', `/v1/users/${id}`, {
          body: `{"external_metadata":${second}}`,
        });
        const again = await it.rest('GET', `/v1/users/${id}`);

        expect(read.text).toContain(`"external_metadata":${first}}`);
        expect(patched.text).toContain(`"external_metadata":${second}}`);
        expect(again.text).toBe(patched.text);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    '12345678901234567890',
    '{"2":"b","1":"a"}',
    '{"__proto__":{"x":1}}',
    '"\\u0000\\ud800"',
    '1.0',
    'null',
  ])('the metadata %s comes back to the letter', async (text) => {
    const id = await create(`{"external_metadata":${text}}`);

    const { text: answer } = await it.rest('GET', `/v1/users/${id}`);

    expect(answer).toContain(`"external_metadata":${text}}`);
  });

  test('changing metadata without the key leaves it as it is', async () => {
    const id = await create({ external_metadata: { group: 'A5' } });

    const { status, body } = await it.rest('PATCH', `/v1/users/${id}`, { body: { other: 1 } });

    expect(status).toBe(200);
    expect(body).toMatchObject({ id, external_metadata: { group: 'A5' } });
  });

  test('metadata is replaced, not merged', async () => {
    const id = await create({ external_metadata: { a: 1, b: 2 } });

    await it.rest('PATCH', `/v1/users/${id}`, { body: { external_metadata: { b: 3 } } });

    const { body } = await it.rest('GET', `/v1/users/${id}`);
    expect(body).toMatchObject({ external_metadata: { b: 3 } });
  });

  test('the list is newest first and its next is a URL that can be called as it is', async () => {
    await isEmpty();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      it.clock.advance(1000);
      ids.unshift(await create());
    }

    const seen: string[] = [];
    let url: string | null = '/v1/users?limit=2&ordering=-created_at&unknown=x';
    while (url !== null) {
      const { body } = await it.rest('GET', url);
      const page = body as { count: number; next: string | null; results: { id: string }[] };
      expect(page.count).toBe(5);
      seen.push(...page.results.map(({ id }) => id));
      if (page.next !== null)
        expect(page.next).toMatch(/^http:\/\/intarsia\.test\/v1\/users\?limit=2/);
      url = page.next?.replace('http://intarsia.test', '') ?? null;
    }

    expect(seen).toEqual(ids);
  });

  test('filters that a client appends to next once more change nothing', async () => {
    const first = await it.rest('GET', '/v1/users?limit=2');
    const { next } = first.body as { next: string };

    const plain = await it.rest('GET', next.replace('http://intarsia.test', ''));
    const doubled = await it.rest('GET', `${next.replace('http://intarsia.test', '')}&limit=2`);

    expect(doubled.body).toMatchObject({
      results: (plain.body as { results: unknown[] }).results,
    });
  });

  test('they are found by the beginning of an id or of a metadata value', async () => {
    const id = await create({
      external_metadata: { internal: 'Zebra-1324', tags: ['gig worker'] },
    });

    const byValue = await it.rest('GET', '/v1/users?q=zebra-13');
    const byLeaf = await it.rest('GET', '/v1/users?q=GIG');
    const byId = await it.rest('GET', `/v1/users?q=${id.slice(0, 30)}`);
    const byNothing = await it.rest('GET', '/v1/users?q=zebra-14');

    for (const { body } of [byValue, byLeaf, byId]) {
      expect(body).toMatchObject({
        results: expect.arrayContaining([expect.objectContaining({ id })]),
      });
    }
    expect(byNothing.body).toMatchObject({ results: [], count: 0 });
  });

  test('deleting one answers 204 without a byte, and then it is gone', async () => {
    const id = await create();

    const gone = await it.rest('DELETE', `/v1/users/${id}?`);
    const again = await it.rest('DELETE', `/v1/users/${id}`);

    expect([gone.status, gone.text]).toEqual([204, '']);
    expect(again.status).toBe(404);
    expect(again.body).toEqual({ detail: 'Not found.', code: 'user_not_found' });
  });

  test('every change leaves its event with it', async () => {
    const id = await create();
    await it.rest('PATCH', `/v1/users/${id}`, { body: { external_metadata: 1 } });
    await it.rest('DELETE', `/v1/users/${id}`);

    const scope = { environment_id: it.sandbox.id };
    const events = await it.instance.deps.store.read.events.list(scope, {
      after_cursor: 0,
      limit: 10_000,
    });

    const types = events.filter(({ user_id }) => user_id === id).map(({ type }) => type);
    expect(types).toEqual(['users.created', 'users.updated', 'users.removed']);
  });

  test('those of the live environment are not there for a sandbox key, and the reverse', async () => {
    const id = await create();

    const foreign = await it.rest('GET', `/v1/users/${id}`, { auth: it.keys.live.auth });
    const list = await it.rest('GET', '/v1/users', { auth: it.keys.live.auth });

    expect(foreign.status).toBe(404);
    expect(list.body).toMatchObject({ count: 0, results: [] });
    expect((await it.rest('GET', `/v1/users/${unknown}`)).status).toBe(404);
  });
});
