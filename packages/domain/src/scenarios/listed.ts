import { z } from 'zod';
import { Slug, Timestamp } from '../values.ts';
import { ScenarioName } from './scenario.ts';

/** Where a scenario comes from; of several with one name the first of these counts. */
export const scenarioOrigins = ['environment', 'folder', 'shipped'] as const;
const ScenarioOrigin = z.enum(scenarioOrigins).meta({
  description:
    '`environment`: added here. `folder`: of the folder that the server was started with. `shipped`: part of Intarsia.',
});
export type ScenarioOrigin = z.infer<typeof ScenarioOrigin>;

/** A scenario as lists show it. */
export const ListedScenario = z.object({
  name: ScenarioName,
  description: z.string(),
  origin: ScenarioOrigin,
  usernames: z.array(z.string()),
  password: z.string(),
  link_items: z.array(Slug).nullable().meta({ description: 'Null for all of them.' }),
  updated_at: Timestamp.nullable().meta({
    description: 'When it was added or replaced; null where it was not added here.',
  }),
});
export type ListedScenario = z.infer<typeof ListedScenario>;

/** A scenario with its text. */
export const ScenarioFile = ListedScenario.extend({
  source: z.string().meta({ description: 'YAML or JSON, as it was written.' }),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;

/** Names one scenario. */
export const ScenarioRef = z.object({ name: ScenarioName });
export type ScenarioRef = z.infer<typeof ScenarioRef>;

/** The text of a scenario to keep. */
export const PutScenarioInput = z.object({ source: z.string() });
export type PutScenarioInput = z.infer<typeof PutScenarioInput>;
