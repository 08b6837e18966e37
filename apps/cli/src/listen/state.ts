import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../profiles.ts';

/** How far a listener has come, and what signs what it forwards. */
const Listener = z.object({ cursor: z.string().optional(), secret: z.string().optional() });
type Listener = z.infer<typeof Listener>;

const Listeners = z.record(z.string(), Listener);

/** What one listener remembers from run to run. */
export interface ListenState {
  read(): Listener;
  /** Changes what was said and leaves the rest. */
  write(change: Listener): void;
}

/**
 * The memory of a listener in the folder of the profiles. Each has its own, by server, environment and
 * where it forwards to, so that two of them do not take events away from each other.
 */
export function openListenState(profiles: string, listener: readonly string[]): ListenState {
  const file = path.join(path.dirname(profiles), 'listen.json');
  const key = listener.join(' ');
  const all = () => {
    // What can not be read is as good as nothing: it only says where to go on.
    const parsed = Listeners.safeParse(jsonOf(file));
    return parsed.success ? parsed.data : {};
  };
  return {
    read: () => all()[key] ?? {},
    write(change) {
      const listeners = all();
      const next = { ...listeners, [key]: { ...listeners[key], ...change } };
      replaceFile(file, `${JSON.stringify(next, null, 2)}\n`);
    },
  };
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
