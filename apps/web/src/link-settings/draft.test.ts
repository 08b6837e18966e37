import { LinkSettings, newLinkSettings } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { draftOf, emptyDraft, inputFrom, wordsOf } from './draft.ts';

const at = { id: 'k3v9x0ab', now: '2030-01-31T09:00:00.000000Z' };

test('an empty form asks for plain settings', () => {
  const asked = inputFrom({ ...emptyDraft(true), name: 'Checkout' });

  expect(newLinkSettings(asked, at, [])).toEqual(newLinkSettings({ name: 'Checkout' }, at, []));
});

test('settings that are opened and saved stay as they are', () => {
  const settings: LinkSettings = {
    ...newLinkSettings({ name: 'Checkout' }, at, []),
    company_name: 'Harborline',
    logo_url: 'https://example.com/logo.svg',
    accent: '#1f6feb',
    radius: 0,
    link_items: ['walmart', 'warpride'],
    intro_title: 'Connect your job',
  };

  const { id, created_at, ...rest } = LinkSettings.parse(settings);
  expect([id, created_at]).toEqual([at.id, at.now]);
  expect(inputFrom(draftOf(settings))).toEqual(rest);
});

test.each(['', ' ', '1.5', '-1', 'x', '0x10'])('the radius %j is no number', (radius) => {
  expect(inputFrom({ ...emptyDraft(true), radius }).radius).toBeNaN();
});

test('words stand between spaces, commas and lines', () => {
  expect(wordsOf(' walmart, warpride\n\nweftgo ')).toEqual(['walmart', 'warpride', 'weftgo']);
  expect(wordsOf(' \n')).toEqual([]);
});
