import type { Timestamp } from '@intarsia/domain';
import { createCatalogue } from '../../link-items/catalogue.ts';
import type { WorldKey } from './key.ts';
import { type SourceItem, sourceItemOf } from './source-item.ts';
import { type World, worldOf } from './world.ts';

/** When tests look at the world, unless they say otherwise. */
export const NOW: Timestamp = '2026-03-04T15:30:00.000000Z';

/** Every link item with data of its own, sorted by name. */
export const items: readonly SourceItem[] = createCatalogue({ compatibility: true })
  .list()
  .filter(({ data_set }) => data_set !== 'forms')
  .map(sourceItemOf);

/** The link item of a slug that must exist. */
export function itemOf(slug: string): SourceItem {
  const found = items.find(({ id }) => id === slug);
  if (!found) throw new Error(`no link item ${slug}`);
  return found;
}

/** The key of a login at a link item. */
export function keyOf(slug: string, login: string, more: Partial<WorldKey> = {}): WorldKey {
  return { seed: 'test', item: itemOf(slug), login, forced_scans: [], ...more };
}

/** The world of a login at a link item, at the time of tests unless it says otherwise. */
export function worldAt(
  slug: string,
  login: string,
  { now = NOW, ...more }: Partial<WorldKey> & { readonly now?: Timestamp } = {},
): World {
  return worldOf(keyOf(slug, login, more), now);
}

/** Everything in a world, kind by kind. */
export function everythingIn(world: World) {
  const profile = world.profile();
  return {
    profiles: profile ? [profile] : [],
    employments: world.employments(),
    vehicles: world.vehicles(),
    reputations: world.reputations(),
    pay_allocations: world.payAllocations(),
    documents: [...world.documents()],
    payouts: [...world.payouts()],
    activities: [...world.activities()],
  };
}
