import { type CatalogueItem, takesForms } from '@intarsia/domain';
import type { Ctx } from '../kernel/index.ts';

/**
 * Whether accounts of a link item can be made in an environment: this build talks to its source, and what is
 * invented stays out of a live one.
 */
export function isConnectable(
  { connectors, environment }: Pick<Ctx, 'connectors' | 'environment'>,
  { connector: id }: CatalogueItem,
): boolean {
  const connector = connectors.get(id);
  if (!connector) return false;
  return takesForms(connector) || !connector.simulated || environment.kind === 'sandbox';
}
