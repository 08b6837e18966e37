import { nameId } from './name-ids.ts';

/**
 * The id of the event at a cursor of an environment's feed: a UUIDv8 (RFC 9562) that begins with a name of
 * the environment and ends with the cursor, so that an event is found by its id without an index.
 */
export function eventId(environment_id: string, cursor: number): string {
  return beginningOf(environment_id) + cursor.toString(16).padStart(CURSOR_DIGITS, '0');
}

/** The cursor of the event with an id; undefined for ids that are none of an event of the environment. */
export function cursorOf(environment_id: string, id: string): number | undefined {
  const beginning = beginningOf(environment_id);
  return id.startsWith(beginning) ? Number.parseInt(id.slice(beginning.length), 16) : undefined;
}

const CURSOR_DIGITS = 12;

function beginningOf(environment_id: string): string {
  const name = nameId(environment_id, 'events');
  return `${name.slice(0, 14)}8${name.slice(15, -CURSOR_DIGITS)}`;
}
