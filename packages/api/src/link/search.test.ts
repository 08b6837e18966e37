import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../testing/browser.ts';
import { withLinkKey } from '../testing/link.ts';
import { connect, engineNames } from '../testing/logins.ts';

type Trim = Parameters<ReturnType<typeof withLinkKey>['link']['search']>[0];

describe.each(engineNames)('what can be picked in Link on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
    for (const n of [1, 2, 3]) await connect(t, { link_item: 'taskheddle', username: `gen_${n}` });
    await connect(t, { link_item: 'walmart' });
  });
  afterAll(() => t.close());

  const search = (trim: Trim) => withLinkKey(t).link.search({ limit: 200, ...trim });
  const ids = async (trim: Trim) => (await search(trim)).results.map(({ id }) => id);

  test('what is picked most comes first, and last what can not be or is a form', async () => {
    const { results, count } = await search({});

    expect(results.slice(0, 2).map(({ id }) => id)).toEqual(['taskheddle', 'walmart']);
    expect(results.at(-1)).toMatchObject({ id: 'form_link_item', takes_forms: true });
    expect(results.at(-2)).toMatchObject({ is_disabled: true });
    expect(count).toBe(results.length);
  });

  test('what was typed is found by its name, slips forgiven', async () => {
    expect((await ids({ q: 'taskhedle' }))[0]).toBe('taskheddle');
    expect((await ids({ q: 'wal' }))[0]).toBe('walmart');
    expect(await ids({ q: 'zzzzzzzz' })).toEqual([]);
  });

  test.each(['\u0000', '\ud800', '__proto__', '%', "' or 1=1", '🙂', 'x'.repeat(200)])(
    '%j finds nothing and breaks nothing',
    async (q) => {
      expect(await search({ q })).toMatchObject({ results: [], count: 0 });
    },
  );

  test('the limit cuts what is given, not what is counted', async () => {
    const { results, count } = await search({ q: 'pay', limit: 1 });

    expect(results).toHaveLength(1);
    expect(count).toBeGreaterThan(1);
  });

  test('the kinds are those of all that can be picked, whatever was typed', async () => {
    const all = ['employer', 'gig', 'platform', 'creator', 'benefits'];

    expect((await search({})).kinds).toEqual(all);
    expect((await search({ q: 'walmart', kind: 'gig' })).kinds).toEqual(all);
    expect(await ids({ q: 'walmart', kind: 'gig' })).toEqual([]);
    expect((await search({ link_items: ['warpride'] })).kinds).toEqual(['gig']);
  });

  test('a page names what can be picked, in its order, and unknown names count for nothing', async () => {
    const link_items = ['walmart', 'nobody', 'warpride', 'walmart'];

    expect(await ids({ link_items })).toEqual(['walmart', 'warpride']);
    expect(await ids({ link_items, q: 'warp' })).toEqual(['warpride']);
    expect(await ids({ link_items: [] })).toEqual(await ids({ link_items: null }));
  });

  test('one item that is named is the only one', async () => {
    const { link } = withLinkKey(t);

    expect(await link.open({ link_items: ['walmart'] })).toMatchObject({
      items: 1,
      only_item: 'walmart',
    });
    expect(await link.open({ link_items: ['walmart', 'warpride'] })).toMatchObject({
      items: 2,
      only_item: null,
    });
    expect((await link.open({ show_categories: ['creator'] })).only_item).toBeNull();
  });

  test.each(['open', 'search'] as const)('%s refuses items of which none exists', async (verb) => {
    const attempt = withLinkKey(t).link[verb]({ link_items: ['nobody', '__proto__'] });

    await expect(attempt).rejects.toMatchObject({
      cause: { code: 'link_items_invalid', fields: { link_items: [expect.any(String)] } },
    });
  });

  test('categories are kinds or lines of business', async () => {
    const gigs = await search({ show_categories: ['gig'] });
    const noRides = await ids({ show_categories: ['Gig'], exclude_categories: ['rideshare'] });

    expect(new Set(gigs.results.map(({ kind }) => kind))).toEqual(new Set(['gig']));
    expect(gigs.results.some(({ type }) => type === 'rideshare')).toBe(true);
    expect(noRides.length).toBeLessThan(gigs.count);
    expect(await ids({ exclude_link_items: ['walmart'] })).not.toContain('walmart');
  });

  test('where pay is to be switched, only what can is shown', async () => {
    const { results } = await search({ pay_distribution_items_only: true });

    expect(results.every(({ switches_pay }) => switches_pay)).toBe(true);
    expect(results.map(({ id }) => id)).not.toContain('taskheddle');
  });

  test('a picked item says what its screen asks for', async () => {
    const { item } = withLinkKey(t).link;
    const login = await item({ id: 'walmart' });
    const form = await item({ id: 'form_link_item' });

    expect(login.form).toBeNull();
    expect(login.login?.fields.map(({ name, autocomplete }) => [name, autocomplete])).toEqual([
      ['username', 'username'],
      ['password', 'current-password'],
    ]);
    expect(form.login).toBeNull();
    expect(form.form?.name).toBe('Documents');
    expect(await codeOf(item({ id: 'constructor' }))).toBe('link_item_not_found');
  });

  test.each([
    [{ q: 'x'.repeat(201) }, 'q'],
    [{ limit: 0 }, 'limit'],
    [{ link_items: Array.from({ length: 501 }, () => 'walmart') }, 'link_items'],
    [{ link_items: ['x'.repeat(101)] }, 'link_items.0'],
    [{ customization_id: 'x'.repeat(101) }, 'customization_id'],
  ])('%j is refused with its field', async (trim, field) => {
    await expect(withLinkKey(t).link.search(trim)).rejects.toMatchObject({
      cause: { code: 'input_invalid', fields: { [field]: [expect.any(String)] } },
    });
  });
});
