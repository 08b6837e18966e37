import { createCatalogue } from '@intarsia/connectors';
import type { Catalogue } from '@intarsia/domain';

/** The link items of every instance. */
export function openCatalogue(): Catalogue {
  return createCatalogue({ compatibility: true });
}
