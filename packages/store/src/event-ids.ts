import { nameId } from './name-ids.ts';

/**
 * The id of the event at a cursor of an environment's feed: a UUIDv8 (RFC 9562) that begins with a name of
 * the environment and ends with the cursor, so that an event is found by its id without an index.
 */
export function eventId(environment_id: string, cursor: number): string {
  return beginningOf(environment_id) + endOf(cursor);
}

/** As `eventId`, for many events: what the ids of an environment begin with is worked out once. */
export function eventIds(): typeof eventId {
  const beginnings = new Map<string, string>();
  return (environment_id, cursor) => {
    const beginning = beginnings.get(environment_id) ?? beginningOf(environment_id);
    beginnings.set(environment_id, beginning);
    return beginning + endOf(cursor);
  };
}

/**
 * Ids of what is delivered to a subscription, from the cursors of the events. Those that follow each other
 * lie beside each other in every index.
 */
export function deliveryIds(
  environment_id: string,
  webhook_id: string,
): (cursor: number) => string {
  const beginning = numbered(nameId(environment_id, `deliveries/${webhook_id}`));
  return (cursor) => beginning + endOf(cursor);
}

/** The cursor of the event with an id; undefined for ids that are none of an event of the environment. */
export function cursorOf(environment_id: string, id: string): number | undefined {
  const beginning = beginningOf(environment_id);
  return id.startsWith(beginning) ? Number.parseInt(id.slice(beginning.length), 16) : undefined;
}

const CURSOR_DIGITS = 12;

function beginningOf(environment_id: string): string {
  return numbered(nameId(environment_id, 'events'));
}

/** The beginning of a name, for ids that end with a number. */
function numbered(name: string): string {
  return `${name.slice(0, 14)}8${name.slice(15, -CURSOR_DIGITS)}`;
}

function endOf(cursor: number): string {
  return cursor.toString(16).padStart(CURSOR_DIGITS, '0');
}
