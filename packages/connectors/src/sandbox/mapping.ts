import type { CatalogueItem, Json } from '@intarsia/domain';
import { ConnectionErrorCode, Slug } from '@intarsia/domain';
import { z } from 'zod';
import { chance } from './chance.ts';
import type { Outcome } from './credentials.ts';

/** What the sandbox keeps of a login. */
export const SandboxSession = z.object({
  link_item: Slug,
  /** The name of the link item: what employs, unless `employers` says otherwise. */
  name: z.string(),
  employers: z.enum(['item', 'scan', 'none']),
  persona: z.string(),
  lost: ConnectionErrorCode.optional(),
});
export type SandboxSession = z.infer<typeof SandboxSession>;

/** The session that a login to a link item gives. */
export function sessionOf(entry: CatalogueItem, outcome: Outcome): SandboxSession & Json {
  return {
    link_item: entry.item.id,
    name: entry.item.name,
    employers: entry.employers,
    persona: outcome.persona.id,
    ...(outcome.lost && { lost: outcome.lost }),
  };
}

/** Companies that run their payroll on a platform. None of them exists, in the catalogue or elsewhere. */
const companies = [
  'Alderwick Dental Group',
  'Birchgate Property Services',
  'Cinderford Bakery',
  'Dunmarrow Builders',
  'Elmbrake Veterinary Care',
  'Foxhollow Landscaping',
  'Greywether Security',
  'Hazelport Fitness',
  'Inglemoor Printing',
  'Juniper & Vane Architects',
  'Larkmead Day Care',
  'Mossbridge Automotive',
];

/**
 * Who employs the person: the link item itself, or for a payroll platform one company, and for one
 * person in four a second one. A function of seed, link item and person.
 */
export function employersOf(session: SandboxSession, seed: string): string[] {
  if (session.employers === 'none') return [];
  if (session.employers === 'item') return [session.name];
  const draw = (purpose: string) => chance(purpose, seed, session.link_item, session.persona);
  const first = Math.floor(draw('employer') * companies.length);
  if (draw('second employer') >= 0.25) return companies.slice(first, first + 1);
  // A step of at least one place, so that the second company is never the first again.
  const step = 1 + Math.floor(draw('which second employer') * (companies.length - 1));
  const second = (first + step) % companies.length;
  return [...companies.slice(first, first + 1), ...companies.slice(second, second + 1)];
}
