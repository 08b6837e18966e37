import type { ClientSettings } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { changesOf, draftOf, numberFrom } from './settings.ts';

const settings: ClientSettings = {
  issuer: 'intarsia',
  access_token_lifetime: 2_592_000,
  refresh_token_lifetime: 2_592_000,
  token_algorithm: 'HS256',
  pay_distribution: true,
  events_kept_days: 30,
};

test('an untouched form changes nothing', () => {
  expect(changesOf(draftOf(settings), settings)).toEqual({});
});

test('only what was changed is sent', () => {
  const draft = { ...draftOf(settings), issuer: ' acme ', access_token_lifetime: '3600' };
  expect(changesOf(draft, settings)).toEqual({ issuer: 'acme', access_token_lifetime: 3600 });
});

test.each(['', '1.5', '-1', '1e3', 'abc'])(
  '%j is neither a lifetime nor a number of days',
  (text) => {
    expect(numberFrom(text)).toBeUndefined();
    for (const name of ['refresh_token_lifetime', 'events_kept_days']) {
      expect(changesOf({ ...draftOf(settings), [name]: text }, settings)).toBeUndefined();
    }
  },
);
