import { z } from 'zod';
import { eventTypes } from './events.ts';
import { ListInput, MAX_LIMIT, wholeNumber } from './lists.ts';
import { Id, IdInput, Timestamp } from './values.ts';

/** An event as it stands in the feed of its environment. */
export const FeedEvent = z.object({
  /** The same in every delivery, and a cursor: the feed goes on behind it. */
  id: Id,
  type: z.enum(eventTypes),
  occurred_at: Timestamp,
  user: Id.nullable(),
  account: Id.nullable(),
  /** Place among the events of its account, without holes; null for an event of no account. */
  sequence: z.int().min(1).nullable(),
  /** What deliveries carry as `data`; ids alone once the person or the account was erased. */
  data: z.record(z.string(), z.unknown()),
});
export type FeedEvent = z.infer<typeof FeedEvent>;

/** Which events are asked for, and where to go on. */
const FeedInput = z.object({
  cursor: z
    .string()
    .optional()
    .meta({ description: 'The `cursor` of a page, or the id of the last event that was read.' }),
  last: wholeNumber({
    min: 0,
    max: MAX_LIMIT,
    says: `Without a cursor: begin with the newest so many events. More than ${MAX_LIMIT} counts as ${MAX_LIMIT}.`,
  }).optional(),
  type: z.enum(eventTypes).optional().meta({ description: 'Events of one type.' }),
  account: IdInput.optional().meta({ description: 'Events of one account.' }),
  user: IdInput.optional().meta({ description: 'Events of one person.' }),
});

/**
 * A page of the feed, oldest first: behind a cursor, of the `last` events, which stand on one page whatever
 * the limit is, or from the oldest event on.
 */
export const ReadFeedInput = FeedInput.extend({ limit: ListInput.shape.limit });
export type ReadFeedInput = z.infer<typeof ReadFeedInput>;

/** A page of the feed. It has no count: nobody can know how much is to come. */
export const FeedPage = z.object({
  results: z.array(FeedEvent),
  /** Where to go on, also behind a page without events. */
  cursor: z.string(),
  /** Whether more can be read at once. */
  has_more: z.boolean(),
  /** Whether events behind the given cursor are no longer kept; the page begins with the oldest that is. */
  gap: z.boolean(),
});
export type FeedPage = z.infer<typeof FeedPage>;

/** Events as they come: behind a cursor, from the `last` events on, or from now on. */
export const FollowFeedInput = FeedInput;
export type FollowFeedInput = z.infer<typeof FollowFeedInput>;

/** The type of what a stream says where events are missing. */
export const FEED_GAP = 'feed.gap';

/** Says that events behind the cursor are no longer kept; the oldest that is follows. */
export const FeedGap = z.object({ id: Id, type: z.literal(FEED_GAP) });
export type FeedGap = z.infer<typeof FeedGap>;
