import type { Account } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { newsBetween, progressOf, stagesOf } from './progress.ts';
import { isMoving, paceOf } from './states.ts';

const at = '2026-03-10T12:00:00.000000Z';
const none = { available_count: 0, available_from: null, available_to: null };
const availability: Account['availability'] = {
  profiles: null,
  employments: null,
  reputations: null,
  documents: null,
  vehicles: null,
  payouts: null,
  activities: null,
  forms: null,
};
const fresh: Account = {
  id: '018051aa-f7a9-a0db-2f38-6cfa325e9d69',
  user: '018051aa-f7a9-a0db-2f38-6cfa325e9d68',
  employers: [],
  link_item: 'warpride',
  data_partner: 'warpride',
  source: 'argyle_sandbox',
  created_at: at,
  updated_at: at,
  was_connected: false,
  status: 'connecting',
  error_code: null,
  connection: { status: 'connecting', error_code: null, error_message: null, updated_at: at },
  pay_distribution: {
    status: 'idle',
    error_code: null,
    error: null,
    error_message: null,
    updated_at: at,
  },
  availability,
};
const connected: Account = {
  ...fresh,
  was_connected: true,
  connection: { ...fresh.connection, status: 'connected' },
};
const facts = { profiles: { status: 'synced', updated_at: at } } as const;
const events = {
  payouts: { status: 'synced', updated_at: at, ...none },
  activities: { status: 'synced', updated_at: at, ...none },
} as const;

const statesOf = (account: Account) => stagesOf(account).map(({ state }) => state);

test('a new account has submitted its login and waits to be connected', () => {
  expect(statesOf(fresh)).toEqual(['done', 'now', 'ahead', 'ahead']);
  expect(isMoving(fresh)).toBe(true);
});

test('a connected account waits for its facts, then for its events', () => {
  expect(statesOf(connected)).toEqual(['done', 'done', 'now', 'ahead']);
  const known = { ...connected, availability: { ...availability, ...facts } };
  expect(statesOf(known)).toEqual(['done', 'done', 'done', 'now']);
  expect(isMoving(known)).toBe(true);
});

test('an account with all its data rests', () => {
  const whole = { ...connected, availability: { ...availability, ...facts, ...events } };
  expect(statesOf(whole)).toEqual(['done', 'done', 'done', 'done']);
  expect(isMoving(whole)).toBe(false);
});

test('a refused login fails at its stage and moves no more', () => {
  const refused: Account = { ...fresh, connection: { ...fresh.connection, status: 'error' } };
  expect(statesOf(refused)).toEqual(['done', 'failed', 'ahead', 'ahead']);
  expect(isMoving(refused)).toBe(false);
});

test('a session lost after everything was read has failed to stay connected', () => {
  const lost: Account = {
    ...connected,
    connection: { ...connected.connection, status: 'error' },
    availability: { ...availability, ...facts, ...events },
  };
  expect(statesOf(lost)).toEqual(['done', 'failed', 'done', 'done']);
});

test('an account that connects again begins again', () => {
  const again: Account = {
    ...fresh,
    was_connected: true,
    availability: { ...availability, ...facts, ...events },
  };
  expect(statesOf(again)).toEqual(['done', 'now', 'ahead', 'ahead']);
});

test('the diamonds of a stage are the kinds of data in it', () => {
  const scanned = { status: 'in_progress', updated_at: at } as const;
  const reading: Account = {
    ...connected,
    availability: {
      ...availability,
      profiles: facts.profiles,
      employments: facts.profiles,
      vehicles: scanned,
      reputations: scanned,
      documents: scanned,
      pay_allocations: null,
      payouts: { ...scanned, ...none },
      activities: { ...scanned, ...none },
    },
  };
  expect(stagesOf(reading).map(({ parts }) => parts)).toEqual([
    undefined,
    undefined,
    ['done', 'done', 'now', 'now', 'now'],
    ['ahead', 'ahead'],
  ]);
  expect(progressOf(reading)?.stage).toBe('Reading documents, vehicles and what else there is.');
});

test('while events are read the figures say how many and how far back', () => {
  const scanned = { status: 'in_progress', updated_at: at } as const;
  const extent = { available_from: '2024-05-03T00:00:00Z', available_to: '2026-03-09T00:00:00Z' };
  const reading: Account = {
    ...connected,
    availability: {
      ...availability,
      ...facts,
      payouts: { ...scanned, ...extent, available_count: 1 },
      activities: { ...scanned, ...none },
    },
  };
  expect(progressOf(reading)).toEqual({
    stage: 'Reading payouts and activities, newest first.',
    figures: '1 payout, 0 activities, back to 3 May 2024',
  });
});

test('an account that moves is asked for often, one at rest seldom', () => {
  const whole = { ...connected, availability: { ...availability, ...facts, ...events } };
  expect(paceOf(fresh)).toBeLessThan(paceOf(whole));
  const switching: Account = {
    ...whole,
    pay_distribution: { ...whole.pay_distribution, status: 'updating' },
  };
  expect(paceOf(switching)).toBe(paceOf(fresh));
});

test('a scan is told by what was not there before it', () => {
  const whole = { ...availability, ...facts, ...events };
  const more = { ...whole, payouts: { ...events.payouts, available_count: 2 } };
  expect(newsBetween(whole, whole)).toBe('The scan found nothing new.');
  expect(newsBetween(whole, more)).toBe('The scan found 2 new payouts.');
  expect(
    newsBetween(whole, { ...more, activities: { ...events.activities, available_count: 1 } }),
  ).toBe('The scan found 2 new payouts and 1 new activity.');
});
