import {
  ConnectionError,
  type ConnectorIo,
  type ScanBatch,
  type ScanCursor,
  type Session,
} from '@intarsia/domain';
import { z } from 'zod';
import { employersOf, SandboxSession } from './mapping.ts';
import { ALL_EVENTS, FIRST_EVENTS, FIRST_FACTS, scaled } from './timing.ts';

const Cursor = z.object({ next: z.enum(['facts', 'events', 'done']) });
type Cursor = z.infer<typeof Cursor>;

/**
 * One pass over an account: who employs the person, then what was earned, then the end. A session that
 * is to be lost is lost between the two, so that its account has some data and lacks the rest.
 */
export function* scan(
  session: Session,
  from: ScanCursor | null,
  io: ConnectorIo,
): Generator<ScanBatch, void, undefined> {
  const known = SandboxSession.parse(session);
  const next = from === null ? 'start' : Cursor.parse(from).next;

  if (next === 'start') {
    const pause = scaled(FIRST_FACTS, io.speed);
    if (pause > 0) return yield batch('facts', 'facts', { wait_ms: pause });
  }
  if (next === 'start' || next === 'facts') {
    const pause = scaled(FIRST_EVENTS - FIRST_FACTS, io.speed);
    const employers = employersOf(known, io.seed ?? '');
    yield batch('facts', 'events', { employers, wait_ms: pause });
    if (pause > 0) return;
  }
  if (known.lost) throw new ConnectionError(known.lost);
  if (next !== 'done') {
    const pause = scaled(ALL_EVENTS - FIRST_EVENTS, io.speed);
    yield batch('events', 'done', { wait_ms: pause });
    if (pause > 0) return;
  }
  yield batch('done', 'done', {});
}

function batch(
  stage: ScanBatch['stage'],
  next: Cursor['next'],
  { employers, wait_ms }: { employers?: string[]; wait_ms?: number },
): ScanBatch {
  return {
    stage,
    ...(employers && { employers }),
    ...(wait_ms && { wait_ms }),
    cursor: { next },
  };
}
