import type { Intarsia } from '@intarsia/client';

export type { LinkAccount, LinkItemCard, LinkLook, LoginField } from '@intarsia/domain';

type Answer<Query extends (input: never) => Promise<unknown>> = Awaited<ReturnType<Query>>;

/** What the server says to a page that opens. */
export type Opened = Answer<Intarsia['link']['open']['query']>;

/** A deposit switch as the person checks it. */
export type { PayReview } from '@intarsia/domain';
