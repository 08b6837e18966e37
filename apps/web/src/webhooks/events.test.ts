import { eventTypes, v1EventTypes } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { eventGroups, eventsInWords, ownGroup, typesOf } from './events.ts';

test('every type of event can be chosen, but the one that tests', () => {
  const documented = eventGroups.flatMap(({ events }) => events);

  expect([...documented].sort()).toEqual([...v1EventTypes].sort());
  expect([...documented, ...ownGroup.events, 'webhooks.test'].sort()).toEqual(
    [...eventTypes].sort(),
  );
});

test.each([
  [['*'], 'Every documented event'],
  [['*', 'users.created'], 'Every documented event and 1 more'],
  [['accounts.added'], 'accounts.added'],
  [['accounts.added', 'users.created', 'forms.submitted'], 'accounts.added and 2 more'],
])('%j is told as %s', (events, words) => {
  expect(eventsInWords(events)).toBe(words);
});

test('a star stands for what is documented, and for nothing of our own', () => {
  expect(typesOf(['*'])).toEqual(eventGroups.flatMap(({ events }) => events));
  expect(typesOf(['users.created', 'accounts.added'])).toEqual(['accounts.added', 'users.created']);
});
