import { ConnectionError, type ConnectorIo, type Probe, type Session } from '@intarsia/domain';
import { keptSession, SandboxSession } from '../mapping.ts';
import { assertConnected } from './play.ts';

/**
 * Whether the source is back after an outage; it is, unless the next one has begun. The first scan that an
 * outage broke off is not disturbed again.
 */
export async function probe(session: Session, io: ConnectorIo): Promise<Probe> {
  const kept = SandboxSession.parse(session);
  if (!kept.play) return { kind: 'up', session };
  try {
    assertConnected(kept.play, io);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    // A session that was lost meanwhile is for the next scan to find.
    if (error.back_at !== undefined) return { kind: 'down', again_at: error.back_at };
  }
  return { kind: 'up', session: keptSession({ ...kept, play: { ...kept.play, scanned: true } }) };
}
