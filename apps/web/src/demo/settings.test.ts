import { describe, expect, test } from 'vitest';
import { codeOf, groups, optionsOf, settings } from './settings.ts';

test('every option stands in one group', () => {
  expect(Object.values(groups).flat().sort()).toEqual(Object.keys(settings).sort());
});

describe('the options', () => {
  test('have what was filled in, as values of their kind', () => {
    const values = {
      linkKey: ' key ',
      linkItems: 'walmart, uber\n taskheddle ',
      showSearch: 'false',
      showCloseButton: 'true',
      companyName: '',
    };

    expect(optionsOf(values)).toEqual({
      linkKey: 'key',
      linkItems: ['walmart', 'uber', 'taskheddle'],
      showSearch: false,
      showCloseButton: true,
    });
  });

  test('are code that a page can use, without a token in it', () => {
    const code = codeOf({ linkKey: 'k', userToken: 'a.b.c' }, ['onUserCreated', 'onClose']);

    expect(code).toBe(`const link = Intarsia.create({
  linkKey: "k",
  userToken,
  onUserCreated: (payload) => {},
  onClose: () => {},
});
link.open();`);
  });
});
