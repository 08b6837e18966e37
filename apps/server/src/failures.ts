import { OpenError } from '@intarsia/runtime';
import { ConfigError } from './config.ts';

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that whoever runs the binary can mend; the message says how. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Exit codes of the binary, as of the whole CLI. */
export const exits = { ok: 0, failure: 1, usage: 2 } as const;

/** What the end of a failed run says, and the code it ends with. */
export function failureOf(error: unknown): { text: string; code: number } {
  if (error instanceof UsageError) return { text: error.message, code: exits.usage };
  if (error instanceof ConfigError) return { text: error.message, code: exits.usage };
  const expected = error instanceof StartError || error instanceof OpenError;
  return { text: expected ? error.message : story(error), code: exits.failure };
}

/** An error with its causes. The stack is left out: it helps nobody who only runs the binary. */
function story(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A failed connection to several addresses has its reasons inside and no message of its own.
  const inner = error instanceof AggregateError ? error.errors.map(story).join('; ') : '';
  const own = error.message || inner || error.name;
  if (error.cause === undefined) return own;
  const rest = story(error.cause);
  // An error that was passed on as another of the same words says nothing new.
  return own === rest || rest.startsWith(`${own}: `) ? rest : `${own}: ${rest}`;
}
