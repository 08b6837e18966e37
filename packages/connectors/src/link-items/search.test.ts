import { expect, test } from 'vitest';
import { createCatalogue } from './catalogue.ts';

const catalogue = createCatalogue({ compatibility: true });

function idsOf(query: string, limit = 10): string[] {
  return catalogue.search(query, limit).map((found) => found.item.id);
}

test.each([
  ['walmart', 'walmart'],
  ['Walmart', 'walmart'],
  ['  WALMART  ', 'walmart'],
  ['wal', 'walmart'],
  ['home depot', 'homedepot'],
  ['The Home Depot', 'homedepot'],
  ['homedepot', 'homedepot'],
  ['depot', 'homedepot'],
  ['door dash', 'doordash'],
  ['taskrabbit', 'task_rabbit'],
  ['task rabbit', 'task_rabbit'],
  ['amazon_flex', 'amazon_flex'],
  ['amazon flex', 'amazon_flex'],
  ['flex amazon', 'amazon_flex'],
  ['harrow & pine', 'harrow_and_pine'],
  ['harrow and pine', 'harrow_and_pine'],
  ['Pâythread', 'paythread'],
  ['ｕｂｅｒ', 'uber'],
])('%j finds %s first', (query, id) => {
  expect(idsOf(query)[0]).toBe(id);
});

test.each([
  ['wlamart', 'walmart'],
  ['walmrt', 'walmart'],
  ['wallmart', 'walmart'],
  ['walnart', 'walmart'],
  ['wlam', 'walmart'],
  ['instacrat', 'instacart'],
  ['grubbhub', 'grubhub'],
  ['hoem depot', 'homedepot'],
  ['dordash', 'doordash'],
  ['dor dash', 'doordash'],
  ['postmaets', 'postmates'],
  ['copprlrk', 'copperlark_coffee'],
])('the slip %j still finds %s first', (query, id) => {
  expect(idsOf(query)[0]).toBe(id);
});

test.each([
  ['xyzzy', 'uber'],
  ['lyt', 'lyft'],
  ['zalmxrt', 'walmart'],
])('%j does not find %s', (query, id) => {
  expect(idsOf(query, 200)).not.toContain(id);
});

test('a whole name stands before names that begin with it', () => {
  expect(idsOf('amazon').slice(0, 3)).toEqual(['amazon', 'amazon_flex', 'amazon_warehouse']);
  expect(idsOf('paythread').slice(0, 2)).toEqual(['paythread', 'paythread_workforce']);
});

test('a name that was begun stands before one that contains the word', () => {
  expect(idsOf('parcel')).toEqual(['parcelfinch', 'pellamy_parcels']);
});

test('two letters find names and no lines of business', () => {
  expect(idsOf('de')).toEqual(['homedepot', 'alderwick_dental_group']);
});

test('a line of business lists its items behind names', () => {
  const found = idsOf('delivery', 200);

  expect(found).toEqual(expect.arrayContaining(['bobbin_eats', 'weftgo', 'doordash', 'shipt']));
  expect(found).not.toContain('walmart');
});

test('words that no item has together find the items that have one of them', () => {
  expect(idsOf('walmart inc')).toEqual(['walmart']);
  expect(idsOf('wlamart inc')).toEqual(['walmart']);
  expect(idsOf('bank of am')).toEqual([]);
  expect(idsOf('the uber company')[0]).toBe('uber');
});

test('an item that cannot be picked stands behind its equals', () => {
  const found = catalogue.search('logistics', 200).map((match) => match.item);

  expect(found.length).toBeGreaterThan(2);
  expect(found.at(-1)?.is_disabled).toBe(true);
});

test.each([
  [''],
  ['   '],
  ['&&&'],
  ['😀'],
  ['\u0000'],
  ['\ud800'],
  ['\udc00\ud800'],
  ['\u0301\u0301'],
  ['%'],
])('%j finds nothing', (query) => {
  expect(idsOf(query)).toEqual([]);
});

test('lone surrogates and control characters between letters do no harm', () => {
  expect(idsOf('walmart\ud800\u0000')[0]).toBe('walmart');
});

test('the limit is kept', () => {
  expect(idsOf('payroll', 2)).toHaveLength(2);
  expect(idsOf('payroll', 0)).toEqual([]);
  expect(idsOf('payroll', -1)).toEqual([]);
  expect(idsOf('payroll', Number.NaN)).toEqual([]);
});

test('what stands behind the hundredth character is not read', () => {
  expect(idsOf(`${'-'.repeat(93)}walmart`)).toEqual(['walmart']);
  expect(idsOf(`${'-'.repeat(100)}walmart`)).toEqual([]);
});

test('a huge query is cut before it costs anything', () => {
  const started = process.hrtime.bigint();

  expect(idsOf('walmart '.repeat(100_000))[0]).toBe('walmart');
  expect(idsOf('\ufdfa'.repeat(100_000))).toEqual([]);
  expect(idsOf('abcdefgh '.repeat(100_000))).toEqual([]);

  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(500);
});
