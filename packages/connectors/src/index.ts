import type { Connector } from '@intarsia/domain';
import { sandbox } from './sandbox/index.ts';

export { createCatalogue } from './link-items/catalogue.ts';
export { shippedScenarios } from './sandbox/scenarios/shipped.ts';

/** Every connector of this build by its id, as link items name it. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [sandbox].map((connector) => [connector.id, connector]),
);
