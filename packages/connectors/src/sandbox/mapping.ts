import { type CatalogueItem, ConnectionErrorCode, type Json } from '@intarsia/domain';
import { z } from 'zod';
import { companies } from '../link-items/companies.ts';
import { chance } from './chance.ts';
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

/** Whose employers are looked for, and where. */
export interface Employed {
  readonly link_item: string;
  /** The name of the link item. */
  readonly name: string;
  readonly employers: CatalogueItem['employers'];
  readonly persona: string;
}

/** Who employs, as a link item bears it. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Who employs the person: the link item itself, or for a payroll platform one company, and for one
 * person in four a second one. A function of seed, link item and person.
 */
export function employersOf(of: Employed, seed: string): Named[] {
  if (of.employers === 'none') return [];
  if (of.employers === 'item') return [{ id: of.link_item, name: of.name }];
  const draw = (purpose: string) => chance(purpose, seed, of.link_item, of.persona);
  const first = Math.floor(draw('employer') * companies.length);
  if (draw('second employer') >= 0.25) return companies.slice(first, first + 1);
  // A step of at least one place, so that the second company is never the first again.
  const step = 1 + Math.floor(draw('which second employer') * (companies.length - 1));
  const second = (first + step) % companies.length;
  return [...companies.slice(first, first + 1), ...companies.slice(second, second + 1)];
}
