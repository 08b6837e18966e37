import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from '@intarsia/runtime';
import type { EventFilter, EventLog, EventOf, EventType } from './face.ts';

const PAGE = 1000;
/** How often to look for an event that is awaited, in milliseconds. */
const LOOK_MS = 5;
const WITHIN_MS = 1000;

/** Reads the events of one environment. */
export function eventsOf({ deps }: Pick<Instance, 'deps'>, environment_id: string): EventLog {
  let given = 0;

  async function next<Type extends EventType>(
    type: Type,
    { within = WITHIN_MS }: { within?: number | undefined } = {},
  ): Promise<EventOf<Type>> {
    const began = performance.now();
    for (;;) {
      const since = await feed(deps, environment_id, given);
      const found = since.find(isOf<Type>({ type }));
      if (found) {
        given = found.cursor;
        return shown<Type>(found);
      }
      if (performance.now() - began >= within) throw nothingCame({ type, within, since });
      await wait(LOOK_MS);
    }
  }

  const list = async <Type extends EventType>(filter: EventFilter<Type> = {}) =>
    (await feed(deps, environment_id, 0)).filter(isOf(filter)).map(shown<Type>);
  return Object.assign(list, { next });
}

type Stored = Awaited<ReturnType<Instance['deps']['store']['read']['events']['list']>>[number];

async function feed(
  { store }: Instance['deps'],
  environment_id: string,
  after: number,
): Promise<Stored[]> {
  const events: Stored[] = [];
  for (;;) {
    const after_cursor = events.at(-1)?.cursor ?? after;
    const part = await store.read.events.list({ environment_id }, { after_cursor, limit: PAGE });
    events.push(...part);
    if (part.length < PAGE) return events;
  }
}

function isOf<Type extends EventType>({ type, account, user }: EventFilter<Type>) {
  const types: readonly string[] | undefined = typeof type === 'string' ? [type] : type;
  return (event: Stored): boolean =>
    (types === undefined || types.includes(event.type)) &&
    (account === undefined || event.account_id === account) &&
    (user === undefined || event.user_id === user);
}

function shown<Type extends EventType>({ id, type, occurred_at, data }: Stored): EventOf<Type> {
  // Safe: the events were filtered by this type, and the data of an event is that of its type.
  return { id, type, occurred_at, data } as unknown as EventOf<Type>;
}

function nothingCame(asked: { type: string; within: number; since: readonly Stored[] }): Error {
  const counts = new Map<string, number>();
  for (const { type } of asked.since) counts.set(type, (counts.get(type) ?? 0) + 1);
  const came = [...counts].map(([type, n]) => (n === 1 ? type : `${n} × ${type}`)).join(', ');
  return new Error(
    `No ${asked.type} came within ${asked.within} ms. ${came === '' ? 'Nothing else came either.' : `What came: ${came}.`} Is the clock frozen, or was the event given by next before?`,
  );
}
