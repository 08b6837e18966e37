import { expect, test } from 'vitest';
import { waitAskedFor } from './retry-after.ts';

const SENT_AT = '2022-04-22T14:26:40.500000Z';

test.each<[string | null, number | undefined]>([
  ['0', 0],
  ['120', 120_000],
  ['999999999', 999_999_999_000],
  ['Fri, 22 Apr 2022 14:26:45 GMT', 4500],
  ['Fri, 22 Apr 2022 14:26:40 GMT', 0],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  [null, undefined],
  ['', undefined],
  ['-1', undefined],
  ['+1', undefined],
  ['1e9', undefined],
  ['0x10', undefined],
  ['3600.5', undefined],
  ['2030-01-01', undefined],
  ['2030-01-01T00:00:00Z', undefined],
  ['9'.repeat(40), undefined],
  ['soon', undefined],
  ['Fri, 99 Nov 2099 00:00:00 GMT', undefined],
  ['Fri, 22 Apr 2022 14:26:45 CET', undefined],
  ['Friday, 22-Apr-22 14:26:45 GMT', undefined],
])('Retry-After of %j asks for %j milliseconds', (value, wanted) => {
  expect(waitAskedFor(value, SENT_AT)).toBe(wanted);
});
