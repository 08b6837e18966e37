import type { EventType } from '@intarsia/domain';

/** Which events are shown. */
export interface FeedFilter {
  readonly type?: EventType | undefined;
  readonly account?: string | undefined;
  readonly user?: string | undefined;
}

/** The members that have a value. */
export function givenIn({ type, account, user }: FeedFilter) {
  return { ...(type && { type }), ...(account && { account }), ...(user && { user }) };
}
