import { IntarsiaError } from '../errors.ts';
import { later, SECOND, type Timestamp } from '../values.ts';

/** How long after its first use a refresh token gives the same successor again. */
export const REFRESH_GRACE = 30 * SECOND;

/**
 * What becomes of a refresh token that is shown: `rotate` makes its successor, `repeat` signs the
 * stored one again (a retry, or the other of two calls at once), `reuse` means that two hold it and
 * the whole family must be revoked.
 */
export type RefreshDecision = 'rotate' | 'repeat' | 'reuse';

/** Decides on a refresh token by its row. Throws token_revoked for a revoked one, whatever its use. */
export function refreshDecision(
  row: { used_at: Timestamp | null; revoked_at: Timestamp | null },
  now: Timestamp,
): RefreshDecision {
  if (row.revoked_at !== null) {
    throw new IntarsiaError('token_revoked', 'The token has been revoked.');
  }
  if (row.used_at === null) return 'rotate';
  return now <= later(row.used_at, REFRESH_GRACE) ? 'repeat' : 'reuse';
}
