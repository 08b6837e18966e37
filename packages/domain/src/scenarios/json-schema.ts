import { z } from 'zod';
import { Scenario } from './scenario.ts';

/** The language of scenarios as a JSON schema, by which editors complete and check them while one writes. */
export function scenarioSchema(): object {
  return z.toJSONSchema(Scenario, { io: 'input', target: 'draft-7' });
}
