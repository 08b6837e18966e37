import { LinkItem } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { createCatalogue } from './catalogue.ts';

const everything = createCatalogue({ compatibility: true });
const ours = createCatalogue({ compatibility: false });

/** The well-known items with kind and data set, written down by hand. */
const wellKnown: [string, string, string][] = [
  ['uber', 'gig', 'gig'],
  ['lyft', 'gig', 'gig'],
  ['doordash', 'gig', 'gig'],
  ['instacart', 'gig', 'gig'],
  ['grubhub', 'gig', 'gig'],
  ['postmates', 'gig', 'gig'],
  ['amazon_flex', 'gig', 'gig'],
  ['shipt', 'gig', 'gig'],
  ['task_rabbit', 'gig', 'gig'],
  ['amazon', 'employer', 'payroll'],
  ['amazon_warehouse', 'employer', 'payroll'],
  ['fedex', 'employer', 'payroll'],
  ['kroger', 'employer', 'payroll'],
  ['homedepot', 'employer', 'payroll'],
  ['walmart', 'employer', 'payroll'],
];

test.each(everything.list().map((entry) => [entry.item.id, entry.item] as const))(
  '%s is a whole link item',
  (_id, item) => {
    expect(LinkItem.parse(item)).toEqual(item);
    expect(Object.keys(LinkItem.parse(item))).toEqual(Object.keys(item));
  },
);

test('slugs, item ids, names and logos are unique', () => {
  const items = everything.list().map((entry) => entry.item);

  for (const key of ['id', 'item_id', 'name', 'logo_url'] as const) {
    expect(new Set(items.map((item) => item[key])).size).toBe(items.length);
  }
});

test.each(wellKnown)('the compatibility pack has %s, a %s with %s data', (id, kind, dataSet) => {
  expect(everything.find(id)).toMatchObject({
    item: { id, kind },
    source: id,
    connector: 'sandbox',
    data_set: dataSet,
    employers: 'item',
  });
});

test('without the compatibility pack no well-known slug is left', () => {
  const left = new Set(ours.list().map((entry) => entry.item.id));

  expect(wellKnown.filter(([id]) => left.has(id))).toEqual([]);
  expect(everything.list()).toHaveLength(left.size + wellKnown.length);
});

test('item ids never change', () => {
  // Computed by another implementation of RFC 9562 version 5.
  expect(everything.find('uber')?.item.item_id).toBe('00c882b2-fbea-5521-a423-096e36f6078d');
  expect(everything.find('form_link_item')?.item.item_id).toBe(
    '47a43076-293b-5738-9e8a-34a266b745f9',
  );
});

test('the invented brands show every kind of link item', () => {
  const items = ours.list();

  expect(new Set(items.map((entry) => entry.item.kind))).toEqual(
    new Set(['employer', 'gig', 'platform', 'creator', 'benefits']),
  );
  expect(items.some((entry) => entry.item.has_two_fa)).toBe(true);
  expect(items.some((entry) => entry.item.is_disabled)).toBe(true);
  expect(items.some((entry) => entry.source !== entry.item.id)).toBe(true);
  expect(items.some((entry) => !entry.item.features.pay_distribution_update.supported)).toBe(true);
});

test('an item with trouble says which, and a healthy one says nothing', () => {
  for (const { item } of everything.list()) {
    expect(item.status_details === null).toBe(item.status === 'healthy');
  }
});

test('only platforms leave the employer to the first scan, and only the form has none', () => {
  for (const entry of everything.list()) {
    const expected = entry.data_set === 'forms' ? 'none' : undefined;
    expect(entry.employers).toBe(expected ?? (entry.item.kind === 'platform' ? 'scan' : 'item'));
  }
});

test('items are listed by name', () => {
  const names = everything.list().map((entry) => entry.item.name.toLowerCase());

  expect(names).toEqual([...names].sort());
});

test('an unknown slug is not found, nor is one that every object has', () => {
  expect(everything.find('nobody')).toBeUndefined();
  expect(everything.find('constructor')).toBeUndefined();
  expect(everything.find('__proto__')).toBeUndefined();
});

test('a logo is a small picture that needs no network', () => {
  for (const { item } of everything.list()) {
    const svg = decodeURIComponent(item.logo_url.replace('data:image/svg+xml,', ''));

    expect(svg).toMatch(/^<svg xmlns='http:\/\/www\.w3\.org\/2000\/svg' .*<\/svg>$/);
    expect(svg).not.toMatch(/href|url\(|script|NaN|undefined/);
    expect(item.logo_url.length).toBeLessThan(2500);
    expect(item.logo_url).toMatch(/^[A-Za-z0-9\-_.!~*%:/,+;]+$/);
    expect(new URL(item.logo_url).protocol).toBe('data:');
  }
});
