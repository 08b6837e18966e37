import { LinkItem, page } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';

const Items = page(LinkItem);

describe('link items', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  const get = (path: string) => t.rest('GET', path, { auth: null });
  const list = async (path: string) => Items.parse((await get(path)).body);
  const pathOf = (url: string | null) => url?.replace('http://intarsia.test', '');
  const names = ({ results }: { results: LinkItem[] }) => results.map(({ name }) => name);

  test('are given to anybody, also across origins', async () => {
    for (const path of ['/v1/link-items', '/v1/link-items/warpride', '/v1/search/link-items?q=w']) {
      const { status, headers } = await get(path);

      expect(status).toBe(200);
      expect(headers['access-control-allow-origin']).toBe('*');
    }
  });

  test('have exactly the documented fields', async () => {
    const { body } = await get('/v1/link-items/northloom_stores');

    expect(body).toEqual({
      id: 'northloom_stores',
      item_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      name: 'Northloom Stores',
      type: 'retail',
      kind: 'employer',
      logo_url: expect.any(String),
      status: 'healthy',
      status_details: null,
      known_limitations: null,
      has_two_fa: true,
      is_disabled: false,
      features: {
        pay_distribution_update: {
          supported: true,
          max_allocations: 4,
          amount_allocation: true,
          percent_allocation: true,
          amount_precision: '0.01',
          percent_precision: '1',
          action_types: [],
          required_fields: {
            bank_account: ['bank_name', 'routing_number', 'account_number', 'account_type'],
          },
        },
        pay_distribution_card_update: { supported: false },
      },
    });
  });

  test.each(['nowhere', 'WARPRIDE', '%00', '__proto__', 'a'.repeat(5000)])(
    '%s is not one',
    async (id) => {
      const { status, body } = await get(`/v1/link-items/${id}`);

      expect(status).toBe(404);
      expect(body).toEqual({ detail: 'Not found.', code: 'link_item_not_found' });
    },
  );

  test('a page has ten, and counts them all', async () => {
    const first = await list('/v1/link-items');

    expect(first.results).toHaveLength(10);
    expect(first.count).toBe((await list('/v1/link-items?limit=200')).results.length);
    expect(first.previous).toBeNull();
  });

  test('following next gives every item once, and previous the way back', async () => {
    const all = names(await list('/v1/link-items?limit=200'));
    const forth: string[] = [];
    const back: string[] = [];
    let last = '';
    for (let path: string | undefined = '/v1/link-items?limit=7'; path; ) {
      const items: z.infer<typeof Items> = await list(path);
      forth.push(...names(items));
      last = path;
      path = pathOf(items.next);
    }
    for (let path: string | undefined = last; path; ) {
      const items: z.infer<typeof Items> = await list(path);
      back.unshift(...names(items));
      path = pathOf(items.previous);
    }

    expect(forth).toEqual(all);
    expect(back).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  test('an offset skips, whatever order is asked for', async () => {
    const all = names(await list('/v1/link-items?limit=200'));
    const some = await list('/v1/link-items?limit=3&offset=5&ordering=-created_at');

    expect(names(some)).toEqual(all.slice(5, 8));
    expect(names(await list('/v1/link-items?offset=100000'))).toEqual([]);
  });

  test.each(['abc', 'bm9uZQ', ''])('the cursor %j is refused', async (cursor) => {
    const { status, body } = await get(`/v1/link-items?cursor=${cursor}`);

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'cursor_invalid' });
  });

  test("another list's cursor is refused", async () => {
    await t.rest('POST', '/v1/users');
    await t.rest('POST', '/v1/users');
    const users = await t.rest('GET', '/v1/users?limit=1');
    const next = /cursor=([^&"]+)/.exec(users.text)?.[1];
    const { status } = await get(`/v1/link-items?cursor=${next}`);

    expect(next).toBeDefined();
    expect(status).toBe(400);
  });

  test.each(['0', '-1', 'abc', '1.5', ''])('the limit %j is refused', async (limit) => {
    for (const path of ['/v1/link-items', '/v1/search/link-items']) {
      expect((await get(`${path}?limit=${limit}`)).status).toBe(400);
    }
  });

  test('a search finds by name and forgives a slip', async () => {
    expect(names(await list('/v1/search/link-items?q=northloom'))[0]).toBe('Northloom Stores');
    expect(names(await list('/v1/search/link-items?q=nortloom'))[0]).toBe('Northloom Stores');
    expect(names(await list('/v1/search/link-items?q=pay&limit=2'))).toHaveLength(2);
  });

  test('a search counts all that match, also those beyond its page', async () => {
    const all = await list('/v1/search/link-items?q=pay&limit=200');
    const some = await list('/v1/search/link-items?q=pay&limit=2');

    expect(all.results.length).toBeGreaterThan(2);
    expect(all.count).toBe(all.results.length);
    expect(some.count).toBe(all.count);
    expect(names(some)).toEqual(names(all).slice(0, 2));
  });

  test.each(['', '?q=', '?q=%20', '?q=zzzzzzzz', '?limit=5'])(
    'the search %j finds nothing, in one empty page',
    async (query) => {
      expect((await get(`/v1/search/link-items${query}`)).body).toEqual({
        count: 0,
        next: null,
        previous: null,
        results: [],
      });
    },
  );

  test('a search of more than 200 characters is refused', async () => {
    const { status, body } = await get(`/v1/search/link-items?q=${'a'.repeat(201)}`);

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'input_invalid', q: ['must have at most 200 characters'] });
  });

  test('the typed router gives cursors as they are', async () => {
    const caller = t.caller({ kind: 'public' });
    const first = await caller.linkItems.list({ limit: 2 });
    const second = await caller.linkItems.list({ limit: 2, cursor: first.next ?? '' });

    const all = names(await list('/v1/link-items?limit=4'));
    expect([...names(first), ...names(second)]).toEqual(all);
  });
});
