import { describe, expect, test } from 'vitest';
import { frameOptionsOf, linkKeyOf } from './options.ts';
import { callbackNames, type FrameOptions, MOST_NAMES } from './protocol/index.ts';

/** What the frame is told where nothing is given: each member stands for one option. */
const plain = frameOptionsOf({});
// Safe: these are the members of it.
const members = Object.keys(plain) as (keyof FrameOptions)[];
const options = members.filter((name) => name !== 'handles');

const revoked = Proxy.revocable([], {});
revoked.revoke();

/** What a page may write in place of a value, and none of it is one. */
const odd: readonly [what: string, value: unknown][] = [
  ['null', null],
  ['undefined', undefined],
  ['an empty text', ''],
  ['a number', 7],
  ['no number', Number.NaN],
  ['a large number', 7n],
  ['a symbol', Symbol('odd')],
  ['a function', () => {}],
  ['a date', new Date(0)],
  ['an object', { 0: 'walmart', length: 1 }],
  ['a frozen object', Object.freeze({})],
  ['an object without a prototype', Object.create(null)],
  ['an object that is no text', { toString: null, valueOf: null }],
  ['a set', new Set(['walmart'])],
  ['an empty list', []],
  ['a list that can not be looked at', revoked.proxy],
];

describe.each(options)('%s', (name) => {
  test.each(odd)('that is %s counts as not said', (_, value) => {
    expect(frameOptionsOf({ [name]: value })).toEqual(plain);
  });

  test('that throws when it is looked at counts as not said', () => {
    const given = Object.defineProperty({}, name, {
      get() {
        throw new Error('odd');
      },
    });

    expect(frameOptionsOf(given)).toEqual(plain);
  });

  test.each(['\u0000', '\ud800', '🧵 Zürich ‮', '__proto__', 'x'.repeat(1_000_000)])(
    'that is a strange text can be sent to the frame (%#)',
    (text) => {
      const told = frameOptionsOf({ [name]: text })[name];

      expect([plain[name], text, [text], text.slice(0, 300)]).toContainEqual(structuredClone(told));
    },
  );
});

test.each<keyof FrameOptions>([
  ...(['companyName', 'introTitle', 'introSubtitle', 'exitButtonTitle'] as const),
  ...(['backToSearchButtonTitle', 'payDistributionReviewScreenTitle'] as const),
  'payDistributionReviewScreenSubtitle',
])('%s is cut where nobody reads on', (name) => {
  expect(frameOptionsOf({ [name]: 'x'.repeat(301) })[name]).toBe('x'.repeat(300));
});

describe('a list of names', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['that is frozen', Object.freeze(['walmart']), ['walmart']],
    ['has one of a wrong type', ['walmart', 7, null, Symbol('x'), {}], ['walmart', '', '', '', '']],
    ['has holes', Array.from({ length: 2 }), ['', '']],
    ['has nothing but no names', [null], ['']],
  ])('%s names nobody where it names nothing', (_, given, told) => {
    expect(frameOptionsOf({ linkItems: given }).linkItems).toEqual(told);
    expect(frameOptionsOf({ showCategories: given }).showCategories).toEqual(told);
  });

  test('that has no end is cut where it is too long anyway', () => {
    expect(frameOptionsOf({ linkItems: new Array(2 ** 32 - 1) }).linkItems).toHaveLength(
      MOST_NAMES + 1,
    );
  });
});

describe('the link key', () => {
  test.each(odd)('that is %s is none', (_, value) => {
    expect(linkKeyOf({ linkKey: value, pluginKey: value })).toBe('');
  });

  test.each(['\ud800', 'ключ', 'a\nb', '\u0000', 'x'.repeat(101)])('%j can be none', (linkKey) => {
    expect(linkKeyOf({ linkKey })).toBe('');
  });

  test.each(['0d4f9d2c-9d1c-4c8b-8b0f-6d5ad8f2c111', 'older key&', '<b>'])(
    '%s is asked about',
    (linkKey) => {
      expect(linkKeyOf({ linkKey })).toBe(linkKey);
    },
  );
});

describe('options that are none', () => {
  const throwing = new Proxy(
    {},
    {
      get() {
        throw new Error('odd');
      },
    },
  );
  test.each([
    ['a number', 7],
    ['a text', 'options'],
    ['a list', ['walmart']],
    ['without a prototype', Object.create(null)],
    ['frozen', Object.freeze({})],
    ['a thing that always throws', throwing],
  ])('as %s say nothing', (_, given) => {
    // Safe: nobody but this test calls what may be anything an object.
    expect(frameOptionsOf(given as object)).toEqual(plain);
    expect(linkKeyOf(given as object)).toBe('');
  });
});

test.each(callbackNames)('%s is handled where it is a function', (name) => {
  expect(frameOptionsOf({ [name]: () => {} }).handles).toEqual([name]);
  for (const [, value] of odd.filter(([what]) => what !== 'a function')) {
    expect(frameOptionsOf({ [name]: value }).handles).toEqual([]);
  }
});
