import type { Problem } from '@intarsia/api';
import { TRPCClientError } from '@trpc/client';

export type { Problem };

/** What a refused call says about itself, or undefined for a failure that has no error code. */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('intarsia' in data)) return undefined;
  // The server's error formatter writes this member for its own errors and for nothing else.
  return (data.intarsia as Problem | null | undefined) ?? undefined;
}
