import type { ConnectorIo } from '@intarsia/domain';
import { dateText } from './data/calendar.ts';
import type { World } from './data/world.ts';
import type { SandboxSession } from './mapping.ts';
import type { ScanPlace } from './passes.ts';

/** Whether nothing can be new since a scan that has ended, told without looking at the world. */
export function isQuiet(
  { at, forced, quiet_until }: ScanPlace,
  session: SandboxSession,
  { clock, forced_scans = [] }: ConnectorIo,
): boolean {
  if (quiet_until === null || !isLeftAlone(session)) return false;
  if (forced_scans.length !== forced || (forced_scans.at(-1) ?? '') > at) return false;
  return clock.now() < quiet_until;
}

/** The first day on which a later scan has to look; null when it has to at any time. */
export function quietUntil(world: World, session: SandboxSession): string | null {
  const turn = isLeftAlone(session) ? world.nextTurn() : undefined;
  return turn === undefined ? null : dateText(turn);
}

/** Nothing comes to the source but what time brings. */
function isLeftAlone({ lost, play, switches = [] }: SandboxSession): boolean {
  return lost === undefined && play === undefined && switches.length === 0;
}
