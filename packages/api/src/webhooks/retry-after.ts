import { microsecondsOf, SECOND, type Timestamp } from '@intarsia/domain';

/** The one form of a date that HTTP allows to be written. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds that a receiver asks to be left alone for (RFC 9110 section 10.2.3); undefined where it asks
 * for nothing, or for something that nobody understands. `sent_at` is wall time.
 */
export function waitAskedFor(retry_after: string | null, sent_at: Timestamp): number | undefined {
  if (retry_after === null) return undefined;
  if (/^\d{1,9}$/.test(retry_after)) return Number(retry_after) * SECOND;
  const date = HTTP_DATE.test(retry_after) ? Date.parse(retry_after) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - microsecondsOf(sent_at) / 1000);
}
