import type { EventType } from '@intarsia/domain';

/** Stands for every documented event. */
export const EVERY_EVENT = '*';

/** Events about one noun, by the second half of their names. */
export interface EventGroup {
  readonly title: string;
  readonly events: readonly EventType[];
}

/** Every documented event by what it is about; a new subscription can choose among them. */
export const eventGroups: readonly EventGroup[] = [
  {
    title: 'Accounts',
    events: [
      'accounts.added',
      'accounts.connected',
      'accounts.failed',
      'accounts.updated',
      'accounts.removed',
      'accounts.pay_distribution_success',
      'accounts.pay_distribution_failed',
    ],
  },
  { title: 'Profiles', events: ['profiles.added', 'profiles.updated'] },
  { title: 'Employments', events: ['employments.added', 'employments.updated'] },
  {
    title: 'Payouts',
    events: [
      'payouts.partially_synced',
      'payouts.fully_synced',
      'payouts.added',
      'payouts.updated',
      'payouts.removed',
    ],
  },
  {
    title: 'Activities',
    events: [
      'activities.partially_synced',
      'activities.fully_synced',
      'activities.added',
      'activities.updated',
      'activities.removed',
    ],
  },
  { title: 'Documents', events: ['documents.added', 'documents.updated', 'documents.removed'] },
  { title: 'Vehicles', events: ['vehicles.added', 'vehicles.updated', 'vehicles.removed'] },
  { title: 'Reputations', events: ['reputations.added', 'reputations.updated'] },
  {
    title: 'Pay allocations',
    events: ['pay_allocations.added', 'pay_allocations.updated', 'pay_allocations.removed'],
  },
  { title: 'Forms', events: ['forms.submitted'] },
];

/** Events that come only to those who name them, also beside every documented one. */
export const ownGroup: EventGroup = {
  title: 'Others, by name only',
  events: [
    'users.created',
    'users.updated',
    'users.removed',
    'challenges.added',
    'challenges.removed',
    'tokens.revoked',
    'webhooks.paused',
  ],
};

/** What a subscription gets, in few words: `Every documented event`, `accounts.added and 2 more`. */
export function eventsInWords(events: readonly string[]): string {
  const all = events.includes(EVERY_EVENT);
  const [first = '', ...others] = events.filter((name) => name !== EVERY_EVENT);
  const named = first === '' ? 0 : others.length + 1;
  if (all)
    return named === 0 ? 'Every documented event' : `Every documented event and ${named} more`;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** The types that a subscription gets, in the order in which they are offered. */
export function typesOf(events: readonly string[]): readonly EventType[] {
  const documented = eventGroups.flatMap((group) => group.events);
  const all = events.includes(EVERY_EVENT);
  return [
    ...documented.filter((name) => all || events.includes(name)),
    ...ownGroup.events.filter((name) => events.includes(name)),
  ];
}
