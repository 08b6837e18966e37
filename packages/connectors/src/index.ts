import type { AnyConnector } from '@intarsia/domain';
import { form } from './form/index.ts';
import { sandbox } from './sandbox/index.ts';

export { createCatalogue } from './link-items/catalogue.ts';
export { shippedScenarios } from './sandbox/scenarios/shipped.ts';

/** Every connector of this build by its id, as link items name it. */
export const connectors: ReadonlyMap<string, AnyConnector> = new Map(
  [sandbox, form].map((connector) => [connector.id, connector]),
);
