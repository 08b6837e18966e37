import { describe, expect, test } from 'vitest';
import { type ConnectionErrorCode, connectionErrors } from '../connection-errors.ts';
import type { Catalogue, CatalogueItem } from '../link-items.ts';
import { catalogueItem, connectedAccount, formItem } from '../testing.ts';
import { canReconnect } from './link-accounts.ts';
import { plainLook } from './looks.ts';
import { byPopularity, offerOf } from './offers.ts';
import { AllowedOrigin, allowsOrigin, embeddingOrigins, frameAncestorsFor } from './origins.ts';
import { linkSettingsIdOf, lookOf, newLinkSettings, updateLinkSettings } from './settings.ts';

const now = '2030-01-31T09:00:00.000000Z';

/** Link items by their ids; `-` before one: it can not be picked at the moment. */
function items(...ids: string[]): CatalogueItem[] {
  return ids.map((id) =>
    id === 'form_link_item'
      ? formItem()
      : catalogueItem({ item: { id: id.replace('-', ''), is_disabled: id.startsWith('-') } }),
  );
}

function catalogueOf(list: readonly CatalogueItem[]): Catalogue {
  return {
    list: () => list,
    find: (id) => list.find(({ item }) => item.id === id),
    search: () => [],
  };
}

const idsOf = (list: readonly CatalogueItem[]) => list.map(({ item }) => item.id);

describe('what can be picked', () => {
  const catalogue = catalogueOf(items('a', 'b', 'c'));
  const supply = { catalogue, usual: [], isThere: () => true };

  test('is everything that is there, unless somebody names it', () => {
    const all = offerOf({}, { ...supply, isThere: ({ item }) => item.id !== 'b' });

    expect([idsOf(all.items), all.is_chosen]).toEqual([['a', 'c'], false]);
  });

  test('is what the page names, before what the settings name', () => {
    const set = { ...supply, usual: ['c', 'a'] };

    expect(offerOf({}, set)).toMatchObject({ is_chosen: true });
    expect(idsOf(offerOf({}, set).items)).toEqual(['c', 'a']);
    expect(idsOf(offerOf({ link_items: ['b'] }, set).items)).toEqual(['b']);
  });

  test('is nothing where the settings name what is gone, and refused where the page does', () => {
    expect(offerOf({}, { ...supply, usual: ['gone'] }).items).toEqual([]);
    expect(() => offerOf({ link_items: ['gone'] }, supply)).toThrowError(
      expect.objectContaining({ code: 'link_items_invalid' }),
    );
  });

  test('stands in the order of how often it is picked; forms and what is off come last', () => {
    const list = items('form_link_item', '-off', 'a', 'b', 'c');

    const sorted = byPopularity(list, ['c', 'off', 'off', 'form_link_item', 'gone', 'c', 'b']);

    expect(idsOf(sorted)).toEqual(['c', 'b', 'a', 'off', 'form_link_item']);
    expect(idsOf(byPopularity(list, []))).toEqual(['a', 'b', 'c', 'off', 'form_link_item']);
  });
});

/** What is only mended by something else on the login screen, written down by hand. */
const needOthers: readonly ConnectionErrorCode[] = [
  'invalid_credentials',
  'expired_credentials',
  'full_auth_required',
  'unsupported_auth_type',
  'invalid_account_type',
  'invalid_login_method',
  'invalid_login_url',
  'invalid_employer_identifier',
  'invalid_store_identifier',
];

// Safe: these are the keys of that record.
const codes = Object.keys(connectionErrors) as ConnectionErrorCode[];

test.each(codes)('after %s the same credentials may or may not do', (error_code) => {
  const account = connectedAccount();
  const connection = { status: 'error', error_code, error_message: '', updated_at: now } as const;
  const lost = { ...account, connection };

  expect(canReconnect(lost, true)).toBe(!needOthers.includes(error_code));
  expect(canReconnect(lost, false)).toBe(false);
  expect(canReconnect(account, true)).toBe(false);
});

describe('origins', () => {
  test.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['https://APP.example.com:443/', 'https://app.example.com'],
    ['https://app.example.com:8443', 'https://app.example.com:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://[0:0::1]', 'https://[::1]'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://2130706433:80', 'http://127.0.0.1'],
  ])('%s is kept as %s', (text, origin) => {
    expect(AllowedOrigin.parse(text)).toBe(origin);
  });

  test.each([
    'http://localhost.example.com',
    'http://127.0.0.2',
    'http://[::2]',
    'https://[2001:db8::1]',
    'http://[::ffff:127.0.0.1]',
    'https://example.com;script-src *',
    "https://example.com 'unsafe-inline'",
    'https://example.com,https://evil.example',
    'https://user:pass@example.com',
    'data:text/html,x',
    'blob:https://example.com/x',
    'file:///',
    'https://',
    '//example.com',
  ])('%j is none', (text) => {
    expect(AllowedOrigin.safeParse(text).success).toBe(false);
  });

  test('an empty list is this machine in a sandbox, and nobody in live', () => {
    expect(embeddingOrigins([], 'live')).toEqual([]);
    expect(embeddingOrigins([], 'sandbox')).toContain('http://localhost:*');
    expect(embeddingOrigins(['https://a.example'], 'sandbox')).toEqual(['https://a.example']);
  });

  test.each([
    ['https://app.example.com', 'https://app.example.com', true],
    ['https://app.example.com', 'https://app.example.com.evil.example', false],
    ['https://app.example.com', 'https://app.example.com:8443', false],
    ['https://app.example.com', 'http://app.example.com', false],
    ['http://localhost:*', 'http://localhost:5173', true],
    ['http://localhost:*', 'http://localhost', true],
    ['http://localhost:*', 'http://localhost.evil.example', false],
    ['http://localhost:*', 'http://localhost:80.evil.example', false],
    ['http://localhost:*', 'https://localhost:5173', false],
    ['http://localhost:*', 'null', false],
    ['http://[::1]:3000', 'http://[::1]:3000', true],
    ['http://[::1]:3000', 'http://[::1]:3001', false],
    ['http://[::1]:*', 'http://[::1]:5173', true],
    ['http://[::1]:*', 'http://[::1]', true],
    ['http://[::1]:*', 'http://[::2]:5173', false],
  ])('%s lets %s in: %s', (allowed, origin, isIn) => {
    expect(allowsOrigin([allowed], origin)).toBe(isIn);
  });

  const allowed = ['https://a.example', 'http://[::1]:3000', 'https://[::1]:*'];
  test.each([
    [undefined, []],
    ['', []],
    ['nonsense', []],
    ['https://a.example/', []],
    ['http://[::1]:3001/', []],
    ['http://[::2]:3000/', []],
    ['https://evil.example/[::1]', []],
    ['http://[::1]:3000@evil.example/', []],
    ['http://[::1]:3000/', ['http:']],
    ['https://[::1]:8443/a?b', ['https:']],
  ])('a frame of %s is named in the header by %j more', (referer, more) => {
    expect(frameAncestorsFor(allowed, referer)).toEqual(['https://a.example', ...more]);
  });
});

describe('link settings', () => {
  const at = (id: string) => ({ id, now });
  const first = newLinkSettings({ name: 'First', accent: '#111111' }, at('aaaaaaaa'), []);
  const second = newLinkSettings({ name: 'Second', radius: 0 }, at('bbbbbbbb'), [first]);

  test('the first are the default, unless they are not to be', () => {
    expect([first.is_default, second.is_default]).toEqual([true, false]);
    const asked = newLinkSettings({ name: 'No', is_default: false }, at('cccccccc'), []);
    expect(asked.is_default).toBe(false);
  });

  test('a page gets those that it names, else the default, else plain ones', () => {
    expect(lookOf([first, second], 'bbbbbbbb')).toEqual({ ...plainLook, radius: 0 });
    expect(lookOf([first, second], 'gone')).toEqual({ ...plainLook, accent: '#111111' });
    expect(lookOf([second], null)).toEqual(plainLook);
  });

  test('a change that is not said changes nothing', () => {
    expect(updateLinkSettings(first, { id: first.id, accent: undefined, radius: 3 })).toEqual({
      ...first,
      radius: 3,
    });
  });

  test('ids are eight small letters and digits, whatever the bytes', () => {
    for (const byte of [0, 35, 36, 255]) {
      expect(linkSettingsIdOf(new Uint8Array(8).fill(byte))).toMatch(/^[a-z0-9]{8}$/);
    }
  });
});
