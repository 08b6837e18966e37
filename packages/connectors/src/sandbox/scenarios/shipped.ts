import type { Scenario } from '@intarsia/domain';
import shipped from './shipped.json' with { type: 'json' };

/**
 * The scenarios of this folder with their texts. `scripts/scenarios.mjs` makes the JSON of the files, so
 * that a bundle has them and no start has to read YAML.
 */
// Safe: a test reads each file with the schema of scenarios, and compares.
export const shippedScenarios = shipped as readonly { source: string; scenario: Scenario }[];
