import type { UserRow } from './statements.ts';

/** The documented user object. */
export function userBody(row: UserRow) {
  return {
    id: row.id,
    created_at: row.created_at,
    employers_connected: JSON.parse(row.employers_connected),
    data_providers_connected: JSON.parse(row.data_providers_connected),
    external_metadata: JSON.parse(row.external_metadata),
  };
}

/** The first page of the list, newest first, from up to one row more than it has. */
export function pageBody(
  rows: readonly UserRow[],
  { count, limit, toNext }: { count: number; limit: number; toNext: (cursor: string) => string },
) {
  const results = rows.slice(0, limit);
  const last = results.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  const next = isMore ? toNext(cursorAfter(last)) : null;
  return { count, next, previous: null, results: results.map(userBody) };
}

function cursorAfter({ created_at, id }: UserRow): string {
  return Buffer.from(`desc,next,${created_at},${id}`).toString('base64url');
}
