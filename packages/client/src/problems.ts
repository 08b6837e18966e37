import type { Problem } from './operations.ts';

/** What a refused call says about itself, or undefined for a failure that has no error code. */
export function problemOf(error: unknown): Problem | undefined {
  // Not by its class: an application may hold several copies of this package.
  if (!(error instanceof Error) || !('data' in error)) return undefined;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('intarsia' in data)) return undefined;
  // The server's error formatter writes this member for its own errors and for nothing else.
  return (data.intarsia as Problem | null | undefined) ?? undefined;
}
