import { z } from 'zod';
import { type DomainEvent, eventTypes, v1EventTypes } from '../events.ts';
import { ListInput } from '../lists.ts';
import { Moment } from '../moments.ts';
import { DAY, Id, IdInput, isWellFormed, Name, SECOND, Timestamp } from '../values.ts';
import { WebhookUrl } from './url.ts';

/** Stands for every documented event. Events of our own come only to those who name them. */
export const EVERY_EVENT = '*';

const EventName = z.enum([EVERY_EVENT, ...eventTypes]);

/** Names of events as the documents show them: a list, or `"*"` alone. No name counts twice. */
const EventNames = z
  .union([z.literal(EVERY_EVENT), z.array(z.unknown())], {
    error: ({ input }) =>
      input === undefined ? 'is required' : 'must be a list of event names, or "*"',
  })
  .transform((names) => (names === EVERY_EVENT ? [EVERY_EVENT] : names))
  .pipe(
    z
      .array(EventName)
      .min(1, 'must name at least one event')
      .max(1 + eventTypes.length, `must have at most ${1 + eventTypes.length} names`),
  )
  .transform((names) => [...new Set(names)])
  .meta({ description: 'Names of events, or `["*"]` for all that are documented.' });

/** What signs deliveries: any text, of which the raw bytes are the key. */
const WebhookSecret = z
  .string()
  .min(1, 'must not be empty')
  .max(256, 'must have at most 256 characters')
  .refine(isWellFormed, 'must not contain control characters or lone surrogates');

/** Days whose arrival `partially_synced` tells of where a subscription does not say. */
export const DEFAULT_DAYS_SYNCED = 30;

/** What a subscription gets, and how much of it. */
export const WebhookConfig = z.object({
  include_resource: z
    .boolean()
    .optional()
    .meta({ description: 'Whether events of accounts carry the account as `resource`.' }),
  days_synced: z
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(3650, 'must be at most 3,650')
    .optional()
    .meta({
      description: `Days that \`partially_synced\` tells of; ${DEFAULT_DAYS_SYNCED} when not said.`,
    }),
});
export type WebhookConfig = z.infer<typeof WebhookConfig>;

/** A subscription to events: the documented webhook object. */
export const Webhook = z.object({
  id: Id,
  events: z.array(z.string()),
  name: z.string(),
  url: z.string(),
  secret: z
    .string()
    .nullable()
    .meta({ description: 'Shown when it is set or rotated, and null ever after.' }),
  signing_secret: z.string().nullable().meta({
    description:
      'What a Standard Webhooks library is given to verify with. Shown when it is made or rotated, and null ever after.',
  }),
  config: WebhookConfig.nullable(),
  /** Paused after five days without a success, until it is resumed. */
  status: z.enum(['active', 'paused']),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Webhook = z.infer<typeof Webhook>;

const members = {
  events: EventNames,
  name: Name,
  url: WebhookUrl,
  secret: WebhookSecret.nullable().optional(),
  // A member that is misspelt must not pass for one that was not said.
  config: WebhookConfig.strict().nullable().optional(),
};

/** A new subscription. */
export const CreateWebhookInput = z.object(members);
export type CreateWebhookInput = z.infer<typeof CreateWebhookInput>;

/** Names one subscription. */
export const WebhookRef = z.object({ id: IdInput });
export type WebhookRef = z.infer<typeof WebhookRef>;

/** A subscription as it is to be from now on; a secret that is not said stays. */
export const ReplaceWebhookInput = CreateWebhookInput.extend(WebhookRef.shape);
export type ReplaceWebhookInput = z.infer<typeof ReplaceWebhookInput>;

/** Changes of a subscription; what is not said stays. */
export const UpdateWebhookInput = z
  .object(members)
  .partial()
  .extend(WebhookRef.shape)
  .extend({
    status: z.enum(['active', 'paused']).optional(),
  });
export type UpdateWebhookInput = z.infer<typeof UpdateWebhookInput>;

/** A new secret, made when none is said; for the overlap, deliveries bear signatures of both. */
export const RotateWebhookSecretInput = WebhookRef.extend({
  secret: WebhookSecret.optional(),
  overlap_seconds: z
    .int('must be a whole number of seconds')
    .min(0, 'must be at least 0')
    .max((30 * DAY) / SECOND, 'must be at most 30 days')
    .default(DAY / SECOND),
}).strict();
export type RotateWebhookSecretInput = z.infer<typeof RotateWebhookSecretInput>;

/**
 * Whether a subscription gets an event: it names its type, or every documented one, and of the arrival of
 * newest days it gets the number that it asked for.
 */
export function wantsEvent(
  { id, events, config }: Pick<Webhook, 'id' | 'events' | 'config'>,
  { type, data }: Pick<DomainEvent, 'type' | 'data'>,
): boolean {
  // A test is for the one that is tested, whatever it has subscribed to.
  if (type === 'webhooks.test') return 'webhook' in data && data.webhook === id;
  const isNamed =
    events.includes(type) || (events.includes(EVERY_EVENT) && v1EventTypes.includes(type));
  if (!isNamed || !('days_synced' in data)) return isNamed;
  return data.days_synced === daysSyncedOf(config);
}

/** The numbers of days whose arrival anybody is told of; the usual one when nobody has subscribed to it. */
export function daysInUse(webhooks: readonly Pick<Webhook, 'events' | 'config'>[]): number[] {
  const told = webhooks.filter(({ events }) => events.some((name) => tellsOfDays.has(name)));
  const days = new Set(told.map(({ config }) => daysSyncedOf(config)));
  return days.size > 0 ? [...days].sort((a, b) => a - b) : [DEFAULT_DAYS_SYNCED];
}

const tellsOfDays = new Set([
  EVERY_EVENT,
  ...eventTypes.filter((type) => type.endsWith('.partially_synced')),
]);

/** The number of days whose arrival a subscription is told of. */
function daysSyncedOf(config: WebhookConfig | null): number {
  return config?.days_synced ?? DEFAULT_DAYS_SYNCED;
}

/** Which events are sent to a subscription once more: one, all of a type, or all of a time. */
export const ReplayWebhookInput = z
  .strictObject({
    id: IdInput,
    event: IdInput.optional().meta({ description: 'The id of one event.' }),
    type: z.enum(eventTypes).optional().meta({ description: 'All events of a type.' }),
    from: Moment.optional().meta({ description: 'Events from this moment on.' }),
    to: Moment.optional().meta({ description: 'Events up to this moment.' }),
    cursor: z.string().optional().meta({
      description:
        'Events behind this place: the `next_cursor` of a replay, or the id of an event.',
    }),
  })
  .refine(
    ({ id: _, event, ...filter }) => {
      const isFiltered = Object.values(filter).some((value) => value !== undefined);
      return (event !== undefined) !== isFiltered;
    },
    { path: ['event'], message: 'give either event, or type, from, to and cursor as you like' },
  )
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before from',
  });
export type ReplayWebhookInput = z.infer<typeof ReplayWebhookInput>;

/** What a replay has put on its way. */
export const ReplayedEvents = z.object({
  replayed: z.int().min(0),
  /** Where to go on when there was more than one call takes; null when all was taken. */
  next_cursor: Id.nullable(),
});
export type ReplayedEvents = z.infer<typeof ReplayedEvents>;

/** A list of what was sent to a subscription. */
export const ListDeliveriesInput = ListInput.extend(WebhookRef.shape);
export type ListDeliveriesInput = z.infer<typeof ListDeliveriesInput>;

/** Names one delivery to a subscription. */
export const DeliveryRef = WebhookRef.extend({ delivery: IdInput });
export type DeliveryRef = z.infer<typeof DeliveryRef>;
