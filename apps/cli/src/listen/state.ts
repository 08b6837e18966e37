import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../profiles.ts';

/** How far a listener has come, and what signs what it forwards. */
const Listener = z.object({ cursor: z.string().optional(), secret: z.string().optional() });
type Listener = z.infer<typeof Listener>;

/** What one listener remembers from run to run. */
export interface ListenState {
  read(): Listener;
  /** Changes what was said and leaves the rest. */
  write(change: Listener): void;
}

/**
 * The memory of a listener in the folder of the profiles. Each has a file of its own, by server, environment
 * and where it forwards to: two of them that run side by side neither take events away from each other nor
 * write over what the other one has come to.
 */
export function openListenState(profiles: string, listener: readonly string[]): ListenState {
  const name = createHash('sha256').update(listener.join(' ')).digest('hex').slice(0, 16);
  const file = path.join(path.dirname(profiles), 'listen', `${name}.json`);
  const read = () => {
    // What can not be read is as good as nothing: it only says where to go on.
    const parsed = Listener.safeParse(jsonOf(file));
    return parsed.success ? parsed.data : {};
  };
  return {
    read,
    write: (change) => replaceFile(file, `${JSON.stringify({ ...read(), ...change }, null, 2)}\n`),
  };
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
