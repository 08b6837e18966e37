import { describe, expect, test } from 'vitest';
import { eventTypes, v1EventTypes } from '../events.ts';
import { CreateWebhookInput, daysInUse, type WebhookConfig, wantsEvent } from './webhook.ts';

const id = '018051aa-f7a9-7000-8000-000000000001';
const other = '018051aa-f7a9-7000-8000-000000000002';
const given = { name: 'Backend', url: 'https://example.com/' };

/** Types that a subscription gets, of every type there is. */
const typesFor = (events: string[]) =>
  eventTypes.filter((type) => wantsEvent({ id, events, config: null }, { type, data: plain }));
// Safe: only tests of a webhook and numbers of days are looked at.
const plain = {} as Parameters<typeof wantsEvent>[1]['data'];

describe('a subscription gets', () => {
  test.each<readonly [string, string | string[]]>([
    ['a star', '*'],
    ['a star in a list', ['*']],
    ['a star beside a name', ['*', 'accounts.added']],
  ])('every documented event, and none of our own, for %s', (_, events) => {
    const input = CreateWebhookInput.parse({ ...given, events });

    expect(typesFor(input.events)).toEqual(v1EventTypes);
  });

  test('what it names, also of our own', () => {
    expect(typesFor(['users.created', 'accounts.added'])).toEqual([
      'accounts.added',
      'users.created',
    ]);
    expect(typesFor(['*', 'webhooks.paused'])).toEqual([...v1EventTypes, 'webhooks.paused']);
  });

  test('tests of its own alone, whatever it names', () => {
    const of = (webhook: string) => ({ type: 'webhooks.test', data: { webhook } }) as const;

    expect(wantsEvent({ id, events: ['accounts.added'], config: null }, of(id))).toBe(true);
    expect(wantsEvent({ id, events: ['*', 'webhooks.test'], config: null }, of(other))).toBe(false);
  });

  test.each<readonly [string, WebhookConfig | null, number[]]>([
    ['thirty when it does not say', null, [30]],
    ['thirty when its config does not', { include_resource: true }, [30]],
    ['what it says', { days_synced: 7 }, [7]],
  ])('the arrival of so many newest days: %s', (_, config, wanted) => {
    const days = [1, 7, 30, 60].filter((days_synced) => {
      const data = { account: id, user: id, days_synced, ...range };
      const event = { type: 'payouts.partially_synced', data } as const;
      return wantsEvent({ id, events: ['*'], config }, event);
    });

    expect(days).toEqual(wanted);
  });
});

const range = { available_from: null, available_to: null, available_count: 0 };

describe('the numbers of days that anybody is told of', () => {
  const of = (events: string[], days_synced?: number) => ({
    events,
    config: days_synced === undefined ? null : { days_synced },
  });

  test.each<readonly [string, ReturnType<typeof of>[], number[]]>([
    ['thirty where nobody has subscribed', [], [30]],
    ['thirty where nobody is told of days', [of(['accounts.added'], 7)], [30]],
    ['each once, the smallest first', [of(['*'], 60), of(['*'], 7), of(['*'], 60)], [7, 60]],
    [
      'of those alone who are told',
      [of(['activities.partially_synced'], 5), of(['payouts.added'], 9)],
      [5],
    ],
    ['with thirty for who does not say', [of(['*']), of(['payouts.partially_synced'], 3)], [3, 30]],
  ])('are %s', (_, webhooks, wanted) => {
    expect(daysInUse(webhooks)).toEqual(wanted);
  });
});

test('names of events are taken once each', () => {
  const events = ['accounts.added', 'accounts.failed', 'accounts.added'];

  expect(CreateWebhookInput.parse({ ...given, events }).events).toEqual([
    'accounts.added',
    'accounts.failed',
  ]);
});
