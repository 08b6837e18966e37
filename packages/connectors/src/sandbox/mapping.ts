import { type CatalogueItem, ConnectionErrorCode, type Json } from '@intarsia/domain';
import { z } from 'zod';
import type { Outcome } from './credentials.ts';
import { PaySwitch } from './data/money/switches.ts';
import { SourceItem, sourceItemOf } from './data/source-item.ts';
import { Play } from './play/play.ts';

/** What the sandbox keeps of a login: with the seed and the time, all that its data is a function of. */
export const SandboxSession = z.object({
  item: SourceItem,
  persona: z.string(),
  /** The session is lost with this code during its first scan. */
  lost: ConnectionErrorCode.optional(),
  /** The scenario that the login belongs to. */
  play: Play.optional(),
  /** Deposit switches that were done, oldest first. */
  switches: z.array(PaySwitch).optional(),
});
export type SandboxSession = z.infer<typeof SandboxSession>;

/** The session that a login to a link item gives, with what was done at the source before and stays so. */
export function sessionOf(
  entry: CatalogueItem,
  outcome: Outcome,
  { play, switches }: Pick<SandboxSession, 'play' | 'switches'>,
): Json {
  return keptSession({
    item: sourceItemOf(entry),
    persona: outcome.persona.id,
    ...(outcome.lost && { lost: outcome.lost }),
    ...(play && { play }),
    ...(switches && { switches }),
  });
}

/** A session as the caller keeps it. */
export function keptSession(session: SandboxSession): Json {
  // Safe: its schema knows nothing that JSON does not; optional members hide that from the compiler.
  return session as Json;
}
