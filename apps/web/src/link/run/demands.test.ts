import { describe, expect, test } from 'vitest';
import { plainOptions } from '../embed/hosted.ts';
import { faultIn } from './demands.ts';
import { trimOf } from './trim.ts';

const names = (n: number) => new Array<string>(n).fill('walmart');
const lists = ['linkItems', 'excludeLinkItems', 'excludeCategories', 'showCategories'] as const;

describe('what a page may ask for', () => {
  test.each(lists)('is as many %s as the server takes, and not one more', (list) => {
    expect(faultIn({ ...plainOptions, [list]: names(500) })).toBeUndefined();
    expect(faultIn({ ...plainOptions, [list]: names(501) })).toBe('invalid_link_items');
  });

  test.each([
    [null, false, undefined],
    [null, true, 'invalid_pd_config'],
    ['', true, 'invalid_pd_config'],
    ['sealed', true, undefined],
    ['A'.repeat(65_536), false, undefined],
    ['A'.repeat(65_537), false, 'invalid_pd_config'],
  ])('is a switch with a config that can be one (%#)', (config, switches, fault) => {
    const pay = { payDistributionConfig: config, payDistributionUpdateFlow: switches };

    expect(faultIn({ ...plainOptions, ...pay })).toBe(fault);
  });
});

describe('what the server is asked', () => {
  const long = 'x'.repeat(101);

  test('is by names that something can have; others stand for nobody', () => {
    const asked = ['walmart', long, 'x'.repeat(100)];

    for (const list of lists) {
      const trim = Object.values(trimOf({ ...plainOptions, [list]: asked }));
      expect(trim).toContainEqual(['walmart', '', 'x'.repeat(100)]);
    }
  });

  test('is for the usual look where nobody can have made the one that is named', () => {
    const look = (customizationId: string) =>
      trimOf({ ...plainOptions, customizationId }).customization_id;

    expect([look('abcd1234'), look(long)]).toEqual(['abcd1234', '']);
  });
});
