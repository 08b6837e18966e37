import { type LinkLook, LinkSettings, plainLook } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, local, signedIn } from '../testing/browser.ts';
import { withLinkKey } from '../testing/link.ts';
import { engineNames } from '../testing/logins.ts';
import { MOST_LINK_SETTINGS } from './actions.ts';

describe.each(engineNames)('link settings on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    for (const { id } of await api().list({})) await api().delete({ id });
  });

  const api = () => t.caller().linkSettings;
  const opened = async (customization_id?: string) =>
    (await withLinkKey(t).link.open({ customization_id })).settings;

  const whole: LinkLook = {
    company_name: 'Harborline',
    logo_url: 'https://example.com/logo.svg',
    accent: '#1f6feb',
    radius: 4,
    scheme: 'dark',
    language: 'pt',
    link_items: ['walmart', 'warpride'],
    show_intro: false,
    intro_title: 'Connect your job',
    intro_subtitle: 'It takes a minute.',
  };

  test('what is not said is plain, and the first ones are the default', async () => {
    const made = await api().create({ name: 'Checkout' });

    expect(made).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{8}$/),
      name: 'Checkout',
      is_default: true,
      created_at: t.clock.now(),
      ...plainLook,
    });
    expect(LinkSettings.parse(made)).toEqual(made);
    expect(await api().list({})).toEqual([made]);
  });

  test('Link shows the ones that a page names, else the default ones, else plain ones', async () => {
    expect(await opened()).toEqual(plainLook);
    const first = await api().create({ name: 'First', accent: '#111111' });
    const second = await api().create({ name: 'Second', ...whole });

    expect(await opened()).toEqual({ ...plainLook, accent: '#111111' });
    expect(await opened(second.id)).toEqual(whole);
    expect((await opened('nothing1')).accent).toBe('#111111');
    await api().delete({ id: first.id });
    expect(await opened()).toEqual(plainLook);
  });

  test('the link items that are set are shown in their order, where the page names none', async () => {
    await api().create({ name: 'Few', link_items: ['warpride', 'walmart'] });
    const ids = async (link_items?: string[]) =>
      (await withLinkKey(t).link.search({ link_items })).results.map(({ id }) => id);

    expect(await ids()).toEqual(['warpride', 'walmart']);
    expect(await ids(['weftgo'])).toEqual(['weftgo']);
  });

  test('there is one default at most, also when two become it at once', async () => {
    await api().create({ name: 'One' });
    const [two, three] = [
      await api().create({ name: 'Two' }),
      await api().create({ name: 'Three' }),
    ];

    await Promise.all([two, three].map(({ id }) => api().update({ id, is_default: true })));
    const defaults = (await api().list({})).filter(({ is_default }) => is_default);

    expect(two.is_default).toBe(false);
    expect(defaults).toHaveLength(1);
    await api().update({ id: defaults[0]?.id ?? '', is_default: false });
    expect((await api().list({})).some(({ is_default }) => is_default)).toBe(false);
  });

  test('a change keeps what it does not name, and null takes a text away', async () => {
    const made = await api().create({ name: 'Checkout', ...whole });

    const changed = await api().update({ id: made.id, radius: 24, intro_title: null });

    expect(changed).toEqual({ ...made, radius: 24, intro_title: null });
    expect(await api().list({})).toEqual([changed]);
  });

  test('colours are kept in small letters', async () => {
    expect((await api().create({ name: 'Loud', accent: '#FF00AA' })).accent).toBe('#ff00aa');
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ company_name: '' }, 'company_name'],
    [{ company_name: 'a\u0000b' }, 'company_name'],
    [{ logo_url: 'http://example.com/logo.png' }, 'logo_url'],
    [{ logo_url: 'javascript:alert(1)' }, 'logo_url'],
    [{ logo_url: `https://example.com/${'x'.repeat(2000)}` }, 'logo_url'],
    [{ accent: 'red' }, 'accent'],
    [{ accent: '#12345' }, 'accent'],
    [{ accent: '#1f6feb;}' }, 'accent'],
    [{ radius: -1 }, 'radius'],
    [{ radius: 25 }, 'radius'],
    [{ radius: 1.5 }, 'radius'],
    [{ link_items: ['nobody'] }, 'link_items'],
    [{ link_items: ['__proto__'] }, 'link_items.0'],
    [{ intro_title: 'x'.repeat(301) }, 'intro_title'],
    [{ intro_subtitle: ' ' }, 'intro_subtitle'],
  ])('%j is refused with its field, and changes nothing', async (wrong, field) => {
    const made = await api().create({ name: 'Checkout' });
    const refusal = { cause: { kind: 'invalid', fields: { [field]: [expect.any(String)] } } };

    await expect(api().create({ name: 'Another', ...wrong })).rejects.toMatchObject(refusal);
    await expect(api().update({ id: made.id, ...wrong })).rejects.toMatchObject(refusal);
    expect(await api().list({})).toEqual([made]);
  });

  test('those of another environment are not there', async () => {
    const { id } = await api().create({ name: 'Checkout' });
    const there = t.caller(local, t.live).linkSettings;

    expect(await there.list({})).toEqual([]);
    expect(await codeOf(there.update({ id, name: 'Mine' }))).toBe('link_settings_not_found');
    expect(await codeOf(there.delete({ id }))).toBe('link_settings_not_found');
    expect((await api().list({})).map(({ name }) => name)).toEqual(['Checkout']);
  });

  test.each(['nothing1', 'x', '', '__proto__', '../../x', '\u0000'])(
    'the id %j names none',
    async (id) => {
      expect(await codeOf(api().delete({ id }))).toMatch(
        /^(input_invalid|link_settings_not_found)$/,
      );
    },
  );

  test('an environment has a bounded number of them', async () => {
    for (let n = 0; n < MOST_LINK_SETTINGS; n++) await api().create({ name: `Number ${n}` });

    expect(await codeOf(api().create({ name: 'One more' }))).toBe('link_settings_full');
    expect(await api().list({})).toHaveLength(MOST_LINK_SETTINGS);
  });

  test('a viewer sees them and changes none', async () => {
    const { id } = await api().create({ name: 'Checkout' });
    const viewer = await signedIn(t, `viewer-${engine}@example.com`, 'viewer');
    const { linkSettings } = viewer.api(t.sandbox);

    expect(await linkSettings.list({})).toHaveLength(1);
    expect(await codeOf(linkSettings.create({ name: 'Mine' }))).toBe('role_not_allowed');
    expect(await codeOf(linkSettings.delete({ id }))).toBe('role_not_allowed');
  });

  test('they are no part of a world: a reset and a snapshot leave them as they are', async () => {
    const before = await api().create({ name: 'Before' });
    const { snapshots } = t.caller();
    const { id } = await snapshots.create({});
    t.clock.advance(1000);
    const after = await api().create({ name: 'After' });

    await snapshots.restore({ id });
    await snapshots.reset({});

    expect(await api().list({})).toEqual([before, after]);
  });
});
